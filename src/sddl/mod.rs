//! Text: the Security Descriptor Definition Language (MS-DTYP 2.5.1).

pub(crate) mod grammar;
mod model;
mod options;
pub(crate) mod print;
pub mod syntax;

use alloc::string::String;
use alloc::vec::Vec;
use core::str::FromStr;

pub use grammar::Section;
pub use options::{Leniency, Limits, ParseOptions, PrintOptions};

use crate::binary::{AclRef, BinarySink, DescriptorRef};
use crate::descriptor::{Ace, SecurityDescriptor};
use crate::error::{Error, ErrorKind};
use crate::sid::{Sid, SidRef};
use grammar::{Fault, Sink, Values};
use model::ModelSink;
use print::{Parts, Printer};

/// A descriptor as it was read from text, with what only the text has.
///
/// ```
/// use aclavis::{ParseOptions, PrintOptions, SecurityDescriptor};
/// let recorded = "O:SYD:(A;;RC;;;WD)(A;;LC;;;BA)\0\0";
/// let read = SecurityDescriptor::parse_text(recorded, &ParseOptions::windows())?;
/// assert_eq!(read.trailing_nuls, 2);
/// let again = PrintOptions::new().with_trailing_nuls(read.trailing_nuls);
/// assert_eq!(read.descriptor.to_sddl_with(&again)?, recorded);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedText {
    /// The descriptor.
    pub descriptor: SecurityDescriptor,
    /// NUL characters at the end of the text. The certificate-management API leaves one for each ACE.
    pub trailing_nuls: usize,
}

/// The text without NULs at its end, and their number.
#[inline(always)]
fn without_nuls<'a>(text: &'a str, options: &ParseOptions) -> Result<(&'a str, usize), Error> {
    if text.len() > options.limits().input || u32::try_from(text.len()).is_err() {
        return Err(Error::in_text(ErrorKind::InputTooLong, 0..0, text));
    }
    if text.as_bytes().last() != Some(&0) {
        return Ok((text, 0));
    }
    let end = text.as_bytes().iter().rposition(|byte| *byte != 0).map_or(0, |last| last.wrapping_add(1));
    let body = text.get(..end).unwrap_or_default();
    let nuls = text.len().wrapping_sub(body.len());
    if !options.allows(Leniency::TrailingNuls) {
        return Err(Error::in_text(ErrorKind::NotStrict(Leniency::TrailingNuls), body.len()..text.len(), text));
    }
    Ok((body, nuls))
}

/// Reads a whole text into a sink.
#[inline(always)]
fn read<S: Sink>(text: &str, options: &ParseOptions, sink: S) -> Result<S, Error> {
    let mut values = Values::new(options, sink);
    match grammar::descriptor(text.as_bytes(), &mut values) {
        Ok(_) => Ok(values.sink),
        Err(fault) => Err(Fault::explain(&fault, text)),
    }
}

/// Converts a text to the binary form of Windows (MS-DTYP 2.4.6), without a model in between.
///
/// The result is what [`SecurityDescriptor::parse`] and [`SecurityDescriptor::to_bytes`] give: 20 bytes of header, then SACL, DACL,
/// owner and group.
///
/// ```
/// use aclavis::{ParseOptions, sddl_to_bytes};
/// let bytes = sddl_to_bytes("D:(A;;RC;;;WD)", &ParseOptions::windows())?;
/// assert_eq!(bytes[..4], [1, 0, 0x04, 0x80]); // revision, unused, control: DACL present, self-relative
/// assert_eq!(bytes[20..28], [2, 0, 28, 0, 1, 0, 0, 0]); // revision, unused, size and number of ACEs, unused
/// assert_eq!(bytes.len(), 20 + 28);
/// # Ok::<(), aclavis::Error>(())
/// ```
///
/// # Errors
///
/// As [`SecurityDescriptor::parse`].
pub fn sddl_to_bytes(text: &str, options: &ParseOptions) -> Result<Vec<u8>, Error> {
    let (body, _) = without_nuls(text, options)?;
    read(body, options, BinarySink::new(body.len())).map(BinarySink::finish)
}

impl SecurityDescriptor {
    /// Reads a text (MS-DTYP 2.5.1), as the function `ConvertStringSecurityDescriptorToSecurityDescriptor` of Windows does.
    /// `"...".parse()` is the same with the options of Windows.
    ///
    /// ```
    /// use aclavis::{ParseOptions, SecurityDescriptor};
    /// let options = ParseOptions::windows();
    /// let descriptor = SecurityDescriptor::parse("O:SYD:P(A;OICI;FA;;;BA)", &options)?;
    /// assert_eq!(descriptor.dacl().aces().len(), 1);
    /// let error = SecurityDescriptor::parse("O:SYD:P(A;OICI;FA;;BA)", &options).unwrap_err();
    /// assert_eq!((error.kind().code(), error.span()), ("bad-guid", 19..21));
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first mistake, with its place in bytes of the text. Of the descriptor: `unknown-section`, `lower-case-section`,
    /// `missing-colon`, `duplicate-section`, `unexpected-text`, `unexpected-nul`. Of an ACE: `unknown-ace-type`, `misplaced-ace-type`,
    /// `unknown-ace-flag`, `unknown-right`, `bad-number`, `bad-guid`, `misplaced-guid`, `missing-semicolon`, `missing-parenthesis`,
    /// `missing-field`, `unexpected-field`. Of SIDs, conditions and attributes: those of [`Sid::parse`] and
    /// [`Condition::parse`](crate::Condition::parse), `unknown-attribute-type`, `bad-attribute`. Of sizes: `input-too-long`,
    /// `too-many-aces`, `ace-too-large`, `acl-too-large`. Of spellings that the options deny: the code of the [`Leniency`].
    pub fn parse(text: &str, options: &ParseOptions) -> Result<Self, Error> {
        let (body, _) = without_nuls(text, options)?;
        read(body, options, ModelSink::default()).map(ModelSink::finish)
    }

    /// Reads a text and counts the NULs at its end, see [`ParsedText`].
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    pub fn parse_text(text: &str, options: &ParseOptions) -> Result<ParsedText, Error> {
        let (body, trailing_nuls) = without_nuls(text, options)?;
        let descriptor = read(body, options, ModelSink::default())?.finish();
        Ok(ParsedText { descriptor, trailing_nuls })
    }

    /// The canonical text, as Windows prints it: absent parts are left out, `O:`, `G:`, `D:`, `S:` in this order.
    ///
    /// ```
    /// use aclavis::{AccessMask, Ace, SecurityDescriptor};
    /// let mut descriptor: SecurityDescriptor = "S:(AU;FA;GA;;;WD)D:NO_ACCESS_CONTROL".parse()?;
    /// assert_eq!(descriptor.to_sddl()?, "D:NO_ACCESS_CONTROLS:(AU;FA;GA;;;WD)");
    /// *descriptor.dacl_mut() = aclavis::Acl::new([Ace::allow(AccessMask::READ_CONTROL, "SY".parse()?)]).into();
    /// assert_eq!(descriptor.to_sddl()?, "D:(A;;RC;;;SY)S:(AU;FA;GA;;;WD)");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`to_sddl_with`](Self::to_sddl_with).
    pub fn to_sddl(&self) -> Result<String, Error> {
        self.to_sddl_with(&PrintOptions::new())
    }

    /// The canonical text, with options.
    ///
    /// # Errors
    ///
    /// `not-expressible` for an ACE that SDDL cannot spell; [`Error::ace`] says which. `acl-too-large` for an ACL that has no binary
    /// form.
    pub fn to_sddl_with(&self, options: &PrintOptions) -> Result<String, Error> {
        let lists = [self.dacl.list(), self.sacl.list()];
        if lists.into_iter().flatten().any(|list| u16::try_from(list.byte_len()).is_err()) {
            return Err(Error::new(ErrorKind::AclTooLarge));
        }
        let parts = Parts {
            control: self.control(),
            owner: self.owner().map(Sid::as_ref),
            group: self.group().map(Sid::as_ref),
            dacl: self.dacl.as_ref().map(|acl| acl.aces().iter().map(Ace::as_ref)),
            sacl: self.sacl.as_ref().map(|acl| acl.aces().iter().map(Ace::as_ref)),
        };
        let aces = self.dacl.aces().len().saturating_add(self.sacl.aces().len());
        print(parts, aces.saturating_mul(64), options)
    }
}

impl DescriptorRef<'_> {
    /// The canonical text, straight from the bytes.
    ///
    /// ```
    /// use aclavis::{DescriptorRef, PrintOptions};
    /// let bytes = [1, 0, 4, 128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    /// let text = DescriptorRef::parse(&bytes)?.to_sddl_with(&PrintOptions::new())?;
    /// assert_eq!(text, "D:NO_ACCESS_CONTROL");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `not-expressible` for an ACE that SDDL cannot spell; [`Error::ace`] says which.
    pub fn to_sddl_with(&self, options: &PrintOptions) -> Result<String, Error> {
        let parts = Parts {
            control: self.control(),
            owner: self.owner(),
            group: self.group(),
            dacl: self.dacl().map(AclRef::aces),
            sacl: self.sacl().map(AclRef::aces),
        };
        print(parts, self.as_bytes().len().saturating_mul(2), options)
    }
}

#[inline(always)]
fn print<'a, I>(parts: Parts<'a, I>, capacity: usize, options: &PrintOptions) -> Result<String, Error>
where
    I: Iterator<Item = crate::descriptor::AceRef<'a>>,
{
    let mut printer = Printer::new(capacity.saturating_add(64), options);
    printer.descriptor(parts)?;
    String::from_utf8(printer.out).map_err(|_| Error::new(ErrorKind::NotExpressible))
}

impl Ace {
    /// The canonical text of one ACE, in its parentheses.
    ///
    /// # Errors
    ///
    /// `not-expressible` where SDDL cannot spell it.
    pub fn to_sddl_with(&self, options: &PrintOptions) -> Result<String, Error> {
        self.as_ref().to_sddl_with(options)
    }
}

impl crate::descriptor::AceRef<'_> {
    /// The canonical text of one ACE, in its parentheses.
    ///
    /// # Errors
    ///
    /// `not-expressible` where SDDL cannot spell it.
    pub fn to_sddl_with(self, options: &PrintOptions) -> Result<String, Error> {
        let mut printer = Printer::new(64, options);
        printer.ace(self)?;
        String::from_utf8(printer.out).map_err(|_| Error::new(ErrorKind::NotExpressible))
    }
}

impl FromStr for SecurityDescriptor {
    type Err = Error;

    /// # Errors
    ///
    /// As [`SecurityDescriptor::parse`], with the options of Windows.
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text, &ParseOptions::windows())
    }
}

impl Sid {
    /// Reads an alias (MS-DTYP 2.5.1.1) or `S-1-...` (MS-DTYP 2.4.2.1) that is the whole text. `"...".parse()` is the same with the
    /// options of Windows.
    ///
    /// ```
    /// use aclavis::{DomainSids, ParseOptions, Sid};
    /// let here = ParseOptions::windows().with_domains(DomainSids::all("S-1-5-21-1-2-3".parse()?));
    /// assert_eq!(Sid::parse("DU", &here)?.to_string(), "S-1-5-21-1-2-3-513");
    /// assert_eq!(Sid::parse("DU", &ParseOptions::windows()).unwrap_err().kind().code(), "alias-needs-domain");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `missing-sid`, `unknown-alias`, `not-a-sid`, `alias-needs-domain`, `bad-sid`, `sid-too-short`, `sid-too-long`, `sid-authority`,
    /// `input-too-long`, and the code of a [`Leniency`] that the options deny.
    pub fn parse(text: &str, options: &ParseOptions) -> Result<Self, Error> {
        if text.len() > options.limits().input {
            return Err(Error::in_text(ErrorKind::InputTooLong, 0..0, text));
        }
        grammar::sid::whole(text, options).map_err(|fault| Fault::explain(&fault, text))
    }

    /// The alias of this SID, otherwise `S-1-...`.
    ///
    /// ```
    /// use aclavis::{PrintOptions, Sid};
    /// assert_eq!(Sid::EVERYONE.to_sddl_with(&PrintOptions::new()), "WD");
    /// assert_eq!(Sid::EVERYONE.to_string(), "S-1-1-0");
    /// ```
    #[must_use]
    pub fn to_sddl_with(&self, options: &PrintOptions) -> String {
        let mut out = Vec::new();
        match crate::sid::alias::by_sid(self.as_ref(), &options.domains, options.generation) {
            Some(letters) => out.extend_from_slice(&letters),
            None => print::sid_text(&mut out, self.as_ref()),
        }
        String::from_utf8(out).unwrap_or_default()
    }
}

impl SidRef<'_> {
    /// The alias of this SID, otherwise `S-1-...`.
    #[must_use]
    pub fn to_sddl_with(&self, options: &PrintOptions) -> String {
        self.to_sid().to_sddl_with(options)
    }
}

impl FromStr for Sid {
    type Err = Error;

    /// # Errors
    ///
    /// As [`Sid::parse`], with the options of Windows.
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text, &ParseOptions::windows())
    }
}

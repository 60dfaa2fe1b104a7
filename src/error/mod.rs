//! The one error of the crate: what is wrong, where, and what would have been right.

mod kind;

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt::{self, Write};
use core::ops::Range;

use crate::sddl::Section;

pub use kind::ErrorKind;

/// The longest piece of the input that an error repeats, in characters.
const FOUND: usize = 40;

/// What went wrong while reading, writing or printing.
///
/// The [span](Self::span) counts bytes of the input, text or binary. The text of an error is one short sentence; with `{:#}`
/// it also says what was expected and where.
///
/// ```
/// use aclavis::{ErrorKind, SecurityDescriptor};
/// let error = "D:(A;;ZZ;;;WD)".parse::<SecurityDescriptor>().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::UnknownRight);
/// assert_eq!(error.span(), 6..8);
/// assert_eq!(error.to_string(), "unknown right `ZZ`");
/// assert_eq!(format!("{error:#}"), "unknown right `ZZ` at byte 6, expected two letters such as `FA` or `RC`, or a number");
/// assert_eq!((error.kind().code(), error.kind().win32()), ("unknown-right", 1336));
/// ```
///
/// It repeats up to 40 characters of a text that it could not read, control characters escaped, and nothing of keys, challenges and
/// PINs.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    span: Range<usize>,
    detail: Detail,
}

/// What else there is to say.
#[derive(Clone, PartialEq, Eq)]
enum Detail {
    Nothing,
    /// There is no place.
    Nowhere,
    /// A piece of the input.
    Found(String),
    /// Which ACE of which list.
    Ace(Section, usize),
    /// How many bytes there were.
    #[cfg_attr(not(feature = "card"), expect(dead_code, reason = "sizes are those of keys and challenges"))]
    Size(usize),
}

impl Error {
    /// An error without a place.
    #[cold]
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self::with(kind, 0..0, Detail::Nowhere)
    }

    /// An error in bytes.
    #[cold]
    pub(crate) fn in_bytes(kind: ErrorKind, span: Range<usize>) -> Self {
        Self::with(kind, span, Detail::Nothing)
    }

    fn with(kind: ErrorKind, span: Range<usize>, detail: Detail) -> Self {
        Self(Box::new(Inner { kind, span, detail }))
    }

    /// An error about something of this many bytes.
    #[cfg(feature = "card")]
    #[cold]
    pub(crate) fn of_size(kind: ErrorKind, size: usize) -> Self {
        Self::with(kind, 0..0, Detail::Size(size))
    }

    /// An error in a text, of which it repeats the span.
    #[cold]
    pub(crate) fn in_text(kind: ErrorKind, span: Range<usize>, text: &str) -> Self {
        let found = text.get(span.clone()).filter(|found| !found.is_empty()).map(|found| {
            let mut short: String = found.chars().take(FOUND).collect();
            if short.len() < found.len() {
                short.push('…');
            }
            short
        });
        Self::with(kind, span, found.map_or(Detail::Nothing, Detail::Found))
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Where, in bytes of the input; empty where something is missing.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.0.span.clone()
    }

    /// Whether the error has a place in the input; where it has none, the [span](Self::span) says nothing.
    #[must_use]
    pub fn has_place(&self) -> bool {
        !matches!(self.0.detail, Detail::Nowhere | Detail::Size(_))
    }

    /// How many bytes there were, where their number is what is wrong: of keys, challenges, responses, names of systems and inputs of
    /// diversifications.
    #[must_use]
    pub fn size(&self) -> Option<usize> {
        match self.0.detail {
            Detail::Size(size) => Some(size),
            _ => None,
        }
    }

    /// The same, about an ACE of a list.
    #[must_use]
    #[cold]
    pub(crate) fn of_ace(mut self, section: Section, index: usize) -> Self {
        self.0.detail = Detail::Ace(section, index);
        self
    }

    /// Which ACE cannot be printed: its list and its index, counted from 0.
    ///
    /// ```
    /// use aclavis::{Ace, AceBody, AceFlags, AceType, Section, SecurityDescriptor};
    /// let unknown = Ace::new(AceType(0x77), AceFlags::empty(), AceBody::Opaque(vec![0; 4]))?;
    /// let error = SecurityDescriptor::builder().dacl([unknown]).build().to_sddl().unwrap_err();
    /// assert_eq!(error.ace(), Some((Section::Dacl, 0)));
    /// assert_eq!(error.to_string(), "SDDL cannot express this: ACE 0 of the DACL");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    #[must_use]
    pub fn ace(&self) -> Option<(Section, usize)> {
        match self.0.detail {
            Detail::Ace(section, index) => Some((section, index)),
            _ => None,
        }
    }

    /// What would have been right.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        self.0.kind.expected()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, span, detail } = &*self.0;
        f.write_str(kind.message())?;
        match detail {
            Detail::Nothing | Detail::Nowhere => {}
            Detail::Ace(section, index) => {
                let list = if *section == Section::Sacl { "SACL" } else { "DACL" };
                return write!(f, ": ACE {index} of the {list}");
            }
            Detail::Size(1) => f.write_str(": 1 byte")?,
            Detail::Size(size) => write!(f, ": {size} bytes")?,
            Detail::Found(found) => {
                f.write_str(" `")?;
                for c in found.chars() {
                    // Nothing in the input gets at the terminal or the log.
                    if c.is_control() { write!(f, "{}", c.escape_debug())? } else { f.write_char(c)? }
                }
                f.write_char('`')?;
            }
        }
        if f.alternate() {
            if self.has_place() {
                write!(f, " at byte {}", span.start)?;
            }
            if !kind.expected().is_empty() {
                write!(f, ", expected {}", kind.expected())?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Error");
        shown.field("kind", &self.0.kind).field("span", &self.0.span);
        if let Detail::Found(found) = &self.0.detail {
            shown.field("found", found);
        }
        shown.finish()
    }
}

impl core::error::Error for Error {}

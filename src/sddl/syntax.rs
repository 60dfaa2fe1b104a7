//! The syntax tree: where everything stands in a text, whatever it says (MS-DTYP 2.5.1.1).
//!
//! ```
//! use aclavis::{ParseOptions, syntax};
//! let options = ParseOptions::windows();
//! let tree = syntax::parse("O:SYD:(A;;ZZ;;;WD)", &options)?;
//! let ace = tree.aces().next().unwrap();
//! assert_eq!((tree.text(&ace.rights), ace.rights.clone()), ("ZZ", 10..12));
//! assert_eq!(tree.lower(&options).unwrap_err().span(), ace.rights);
//! # Ok::<(), aclavis::Error>(())
//! ```
//!
//! It is for editors, linters and programs that change one field and leave the rest as it is written. The tree comes from the same
//! grammar as the model, but keeps what is written: unknown letters, duplicates, the order of the sections. Every node has its
//! [span](Span) in bytes of the text.
//!
//! * [`parse`] gives a [`Syntax`]: [sections](SectionSyntax), in them a SID or [ACEs](AceSyntax), in these the fields.
//! * [`Syntax::text`] gives what stands at a place.
//! * [`Syntax::lower`] makes a descriptor of it, or says what is wrong.

use alloc::vec::Vec;
use core::ops::Range;

use super::grammar::sid::SidReader;
use super::grammar::{self, Actions, Fault, Input, NULL_ACL, Parsed, Section, Values, acl_flag, is_blank, skip_blanks};
use super::model::ModelSink;
use super::{ParseOptions, without_nuls};
use crate::descriptor::SecurityDescriptor;
use crate::error::{Error, ErrorKind};

/// A place in the text, in bytes.
pub type Span = Range<usize>;

/// The syntax tree of a text (MS-DTYP 2.5.1.1), which it borrows.
///
/// ```
/// use aclavis::{ParseOptions, syntax};
/// let options = ParseOptions::windows();
/// let mut text = "O:SY D: (a;;ZZ;;;WD)(A;;RC;;;BA)".to_owned();
/// let tree = syntax::parse(&text, &options)?;
/// assert_eq!(tree.aces().map(|ace| tree.text(&ace.rights)).collect::<Vec<_>>(), ["ZZ", "RC"]);
///
/// // One field is changed, the rest stays as it is written.
/// let rights = tree.aces().next().unwrap().rights.clone();
/// text.replace_range(rights, "FR");
/// assert_eq!(text, "O:SY D: (a;;FR;;;WD)(A;;RC;;;BA)");
/// assert_eq!(syntax::parse(&text, &options)?.lower(&options)?.to_sddl()?, "O:SYD:(A;;FR;;;WD)(A;;RC;;;BA)");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syntax<'a> {
    /// The text without the NULs at its end.
    body: &'a str,
    /// The sections, in the order of the text.
    pub sections: Vec<SectionSyntax>,
    /// NUL characters at the end of the text.
    pub trailing_nuls: usize,
}

/// A section with its letter and colon: `D:P(A;;FA;;;BA)`.
///
/// ```
/// use aclavis::{ParseOptions, Section, syntax};
/// let tree = syntax::parse("D:PAI(A;;FA;;;BA)O:SY", &ParseOptions::windows())?;
/// let [dacl, owner] = &tree.sections[..] else { panic!("two sections, in the order of the text") };
/// assert_eq!((dacl.section, owner.section, owner.span.clone()), (Section::Dacl, Section::Owner, 17..21));
/// let syntax::SectionBody::Acl { flags, null: None, aces } = &dacl.body else { panic!("a list") };
/// assert_eq!(flags.iter().map(|flag| tree.text(flag)).collect::<Vec<_>>(), ["P", "AI"]);
/// assert_eq!(tree.text(&aces[0].trustee), "BA");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionSyntax {
    /// From the letter to the end of what belongs to the section.
    pub span: Span,
    /// Which section its letter names.
    pub section: Section,
    /// What it says.
    pub body: SectionBody,
}

/// What a section says. Shown in the example of [`SectionSyntax`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionBody {
    /// `O:` and `G:`: a SID.
    Sid(Span),
    /// `D:` and `S:`: flags, each with its place, then `NO_ACCESS_CONTROL` or ACEs.
    Acl {
        /// The flags as they are written.
        flags: Vec<Span>,
        /// The word for a NULL ACL, if it is there.
        null: Option<Span>,
        /// The ACEs.
        aces: Vec<AceSyntax>,
    },
}

/// An ACE with its parentheses, field by field, as it stands between the semicolons. An empty field has an empty span at its place.
///
/// ```
/// use aclavis::{ParseOptions, syntax};
/// let tree = syntax::parse("D:(XA;;FX;;;WD;(@User.Title == \"PM\"))", &ParseOptions::windows())?;
/// let ace = tree.aces().next().unwrap();
/// assert_eq!((tree.text(&ace.ace_type), ace.flags.clone()), ("XA", 6..6));
/// assert_eq!(ace.tail.as_ref().map(|tail| tree.text(tail)), Some("(@User.Title == \"PM\")"));
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AceSyntax {
    /// From the opening to the closing parenthesis.
    pub span: Span,
    /// The type.
    pub ace_type: Span,
    /// The flags.
    pub flags: Span,
    /// The rights.
    pub rights: Span,
    /// The object type.
    pub object_type: Span,
    /// The inherited object type.
    pub inherited_object_type: Span,
    /// The trustee.
    pub trustee: Span,
    /// The condition or attribute, if there is a seventh field.
    pub tail: Option<Span>,
}

/// Reads the structure of a text. What stands in the fields of the ACEs is not looked into.
///
/// # Errors
///
/// Where sections, ACEs and fields cannot be told apart: `unknown-section`, `lower-case-section`, `missing-colon`, `unexpected-text`,
/// `unexpected-nul`, `missing-semicolon`, `missing-parenthesis`; of a SID behind `O:` or `G:` those of
/// [`Sid::parse`](crate::Sid::parse); `too-many-aces`, `input-too-long`; `trailing-nuls` where the options deny them.
pub fn parse<'a>(text: &'a str, options: &ParseOptions) -> Result<Syntax<'a>, Error> {
    let (body, trailing_nuls) = without_nuls(text, options)?;
    let mut tree =
        Tree { options, total: body.len(), sections: Vec::new(), ace: AceSyntax::default(), left: options.limits().aces };
    match grammar::descriptor(body.as_bytes(), &mut tree) {
        Ok(_) => Ok(Syntax { body, sections: tree.sections, trailing_nuls }),
        Err(fault) => Err(Fault::explain(&fault, body)),
    }
}

impl<'a> Syntax<'a> {
    /// What stands at a place.
    #[must_use]
    pub fn text(&self, span: &Span) -> &'a str {
        self.body.get(span.clone()).unwrap_or_default()
    }

    /// All ACEs, in the order of the text.
    pub fn aces(&self) -> impl Iterator<Item = &AceSyntax> {
        self.sections.iter().flat_map(|section| match &section.body {
            SectionBody::Acl { aces, .. } => &**aces,
            SectionBody::Sid(_) => &[],
        })
    }

    /// The descriptor that the text describes, the same that [`SecurityDescriptor::parse`] gives.
    ///
    /// # Errors
    ///
    /// The first mistake in a field, in the order of the text: that of [`SecurityDescriptor::parse`].
    pub fn lower(&self, options: &ParseOptions) -> Result<SecurityDescriptor, Error> {
        let mut values = Values::new(options, ModelSink::default());
        match self.replay(&mut values) {
            Ok(()) => Ok(values.sink.finish()),
            Err(fault) => Err(Fault::explain(&fault, self.body)),
        }
    }

    /// Goes through the leaves in the order of the text. Each must end where its field ends.
    fn replay(&self, actions: &mut impl Actions<'a>) -> Result<(), nom::Err<Fault>> {
        let from = |at: usize| self.body.as_bytes().get(at..).unwrap_or_default();
        actions.blanks(from(0))?;
        for SectionSyntax { span, section, body } in &self.sections {
            let start = span.start.saturating_add(2);
            actions.section(*section, from(span.start))?;
            match body {
                SectionBody::Sid(_) => drop(actions.section_sid(*section, from(start))?),
                SectionBody::Acl { null, aces, .. } => {
                    let (rest, ()) = actions.acl_flags(*section, from(start))?;
                    if null.is_some() {
                        actions.null_acl(*section, rest)?;
                    } else {
                        actions.begin_list(*section, rest)?;
                        for ace in aces {
                            actions.blanks(rest_before(from(0), ace.span.start))?;
                            self.replay_ace(*section, ace, actions)?;
                        }
                        actions.end_list(*section, from(span.end))?;
                    }
                }
            }
            actions.blanks(from(span.end))?;
        }
        Ok(())
    }

    fn replay_ace(&self, section: Section, ace: &AceSyntax, actions: &mut impl Actions<'a>) -> Result<(), nom::Err<Fault>> {
        let from = |at: usize| self.body.as_bytes().get(at..).unwrap_or_default();
        let ends = |(rest, ()): (Input<'a>, ()), span: &Span, otherwise: ErrorKind| {
            if rest.len() == self.body.len().saturating_sub(span.end) { Ok(()) } else { Err(Fault::at(rest, otherwise)) }
        };
        let semicolon = ErrorKind::MissingSemicolon;
        ends(actions.ace_type(section, from(ace.span.start.saturating_add(1)))?, &ace.ace_type, semicolon)?;
        ends(actions.ace_flags(from(ace.flags.start))?, &ace.flags, semicolon)?;
        ends(actions.rights(from(ace.rights.start))?, &ace.rights, semicolon)?;
        ends(actions.object_type(from(ace.object_type.start))?, &ace.object_type, semicolon)?;
        ends(actions.inherited_object_type(from(ace.inherited_object_type.start))?, &ace.inherited_object_type, semicolon)?;
        let (behind, ()) = actions.trustee(from(ace.trustee.start))?;
        let end = ace.span.end.saturating_sub(1);
        ends(actions.tail(behind)?, &(end..end), ErrorKind::MissingParenthesis)?;
        actions.end_ace(from(ace.span.end))?;
        Ok(())
    }
}

/// The white space that ends at a place, and all that follows it.
fn rest_before(text: Input<'_>, at: usize) -> Input<'_> {
    let blanks = text.get(..at).unwrap_or_default().iter().rev().take_while(|byte| is_blank(**byte)).count();
    text.get(at.saturating_sub(blanks)..).unwrap_or_default()
}

/// Notes where the leaves are.
struct Tree<'o> {
    options: &'o ParseOptions,
    /// Bytes of the text.
    total: usize,
    sections: Vec<SectionSyntax>,
    ace: AceSyntax,
    /// ACEs that are still allowed.
    left: usize,
}

impl Tree<'_> {
    fn at(&self, input: Input<'_>) -> usize {
        self.total.saturating_sub(input.len())
    }

    fn span(&self, from: Input<'_>, to: Input<'_>) -> Span {
        self.at(from)..self.at(to)
    }

    /// Ends the section here.
    fn close(&mut self, input: Input<'_>) {
        let end = self.at(input);
        if let Some(section) = self.sections.last_mut() {
            section.span.end = end;
        }
    }

    /// The place of a field, and what follows it: a semicolon or parenthesis.
    fn field<'a>(&self, input: Input<'a>) -> (Input<'a>, Span) {
        let length = input.iter().position(|byte| matches!(byte, b';' | b'(' | b')')).unwrap_or(input.len());
        let rest = input.get(length..).unwrap_or_default();
        (rest, self.span(input, rest))
    }
}

impl<'a> Actions<'a> for Tree<'_> {
    fn blanks(&mut self, input: Input<'a>) -> Parsed<'a> {
        skip_blanks(input)
    }

    fn section(&mut self, section: Section, input: Input<'a>) -> Parsed<'a> {
        let start = self.at(input);
        let body = match section {
            Section::Owner | Section::Group => SectionBody::Sid(start..start),
            Section::Dacl | Section::Sacl => SectionBody::Acl { flags: Vec::new(), null: None, aces: Vec::new() },
        };
        self.sections.push(SectionSyntax { span: start..start, section, body });
        Ok((input, ()))
    }

    fn section_sid(&mut self, _: Section, input: Input<'a>) -> Parsed<'a> {
        let (input, ()) = skip_blanks(input)?;
        let rest = match (SidReader::new().read_in_section(self.options, input), input) {
            (Ok((rest, ())), _) => rest,
            // Letters that are no alias, or one that lacks its domain.
            (Err(_), [a, b, rest @ ..]) if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric() => rest,
            (Err(fault), _) => return Err(fault),
        };
        let sid = self.span(input, rest);
        if let Some(section) = self.sections.last_mut() {
            section.body = SectionBody::Sid(sid);
        }
        self.close(rest);
        Ok((rest, ()))
    }

    fn acl_flags(&mut self, _: Section, input: Input<'a>) -> Parsed<'a> {
        let (mut input, ()) = skip_blanks(input)?;
        let mut places = Vec::new();
        while let Some(b'P' | b'p' | b'A' | b'a') = input.first() {
            let (rest, _) = acl_flag(input)?;
            places.push(self.span(input, rest));
            (input, ()) = skip_blanks(rest)?;
        }
        if let Some(SectionSyntax { body: SectionBody::Acl { flags, .. }, .. }) = self.sections.last_mut() {
            *flags = places;
        }
        Ok((input, ()))
    }

    fn null_acl(&mut self, _: Section, input: Input<'a>) -> Parsed<'a> {
        let rest = input.get(NULL_ACL.len()..).unwrap_or_default();
        let word = self.span(input, rest);
        if let Some(SectionSyntax { body: SectionBody::Acl { null, .. }, .. }) = self.sections.last_mut() {
            *null = Some(word);
        }
        self.close(rest);
        Ok((rest, ()))
    }

    fn begin_list(&mut self, _: Section, input: Input<'a>) -> Parsed<'a> {
        Ok((input, ()))
    }

    fn ace_type(&mut self, _: Section, input: Input<'a>) -> Parsed<'a> {
        let Some(left) = self.left.checked_sub(1) else { return Err(Fault::at(input, ErrorKind::TooManyAces)) };
        self.left = left;
        let start = self.at(input).saturating_sub(1);
        let (input, ()) = skip_blanks(input)?;
        let (rest, span) = self.field(input);
        self.ace = AceSyntax { span: start..start, ace_type: span, ..AceSyntax::default() };
        Ok((rest, ()))
    }

    fn ace_flags(&mut self, input: Input<'a>) -> Parsed<'a> {
        let (rest, span) = self.field(input);
        self.ace.flags = span;
        Ok((rest, ()))
    }

    fn rights(&mut self, input: Input<'a>) -> Parsed<'a> {
        let (rest, span) = self.field(input);
        self.ace.rights = span;
        Ok((rest, ()))
    }

    fn no_guids(&mut self, input: Input<'a>) {
        let at = self.at(input);
        let (first, second) = (at.saturating_add(1), at.saturating_add(2));
        self.ace.object_type = first..first;
        self.ace.inherited_object_type = second..second;
    }

    fn object_type(&mut self, input: Input<'a>) -> Parsed<'a> {
        let (rest, span) = self.field(input);
        self.ace.object_type = span;
        Ok((rest, ()))
    }

    fn inherited_object_type(&mut self, input: Input<'a>) -> Parsed<'a> {
        let (rest, span) = self.field(input);
        self.ace.inherited_object_type = span;
        Ok((rest, ()))
    }

    fn trustee(&mut self, input: Input<'a>) -> Parsed<'a> {
        let (rest, span) = self.field(input);
        self.ace.trustee = span;
        Ok((rest, ()))
    }

    fn tail(&mut self, input: Input<'a>) -> Parsed<'a> {
        let Some((b';', start)) = input.split_first() else { return Ok((input, ())) };
        let mut rest = start;
        let mut depth: usize = 0;
        let mut quoted = false;
        while let Some((first, behind)) = rest.split_first() {
            match first {
                b'"' => quoted = !quoted,
                b'(' if !quoted => depth = depth.saturating_add(1),
                b')' if !quoted && depth == 0 => break,
                b')' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            rest = behind;
        }
        self.ace.tail = Some(self.span(start, rest));
        Ok((rest, ()))
    }

    fn end_ace(&mut self, input: Input<'a>) -> Parsed<'a> {
        let mut ace = core::mem::take(&mut self.ace);
        ace.span.end = self.at(input);
        if let Some(SectionSyntax { body: SectionBody::Acl { aces, .. }, .. }) = self.sections.last_mut() {
            aces.push(ace);
        }
        Ok((input, ()))
    }

    fn end_list(&mut self, _: Section, input: Input<'a>) -> Parsed<'a> {
        self.close(input);
        Ok((input, ()))
    }
}

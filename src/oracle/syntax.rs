//! Properties of the syntax tree.

use super::{Checked, holds, same};
use crate::descriptor::SecurityDescriptor;
use crate::error::Error;
use crate::sddl::ParseOptions;
use crate::sddl::syntax::{self, AceSyntax, SectionBody, SectionSyntax, Span, Syntax};

/// Every text that is a descriptor has a tree, from which the same descriptor comes; a tree of another text does not become one.
pub(super) fn agrees(text: &str, options: &ParseOptions, parsed: &Result<SecurityDescriptor, Error>) -> Checked {
    let tree = match syntax::parse(text, options) {
        Ok(tree) => tree,
        Err(error) => {
            holds("what has no tree is no descriptor", parsed.is_err(), &error)?;
            return holds("an error's span lies in the text", text.get(error.span()).is_some(), error);
        }
    };
    let lowered = tree.lower(options);
    same("a tree gives what the text gives", &lowered.as_ref().ok(), &parsed.as_ref().ok())?;
    if let Err(error) = lowered {
        holds("an error's span lies in the text", text.get(error.span()).is_some(), error)?;
    }
    same("trailing NULs are counted", &tree.trailing_nuls, &text.len().saturating_sub(text.trim_end_matches('\0').len()))?;
    in_order(text, text.len(), tree.sections.iter().map(|section| &section.span))?;
    tree.sections.iter().try_for_each(|part| section(text, &tree, part))
}

/// Spans lie one after another in the text up to `end`.
fn in_order<'a>(text: &str, end: usize, spans: impl Iterator<Item = &'a Span> + Clone) -> Checked {
    let starts = spans.clone().skip(1).map(|span| span.start).chain([end]);
    spans.zip(starts).try_for_each(|(span, next)| {
        holds("spans lie in the text, one after another", text.get(span.clone()).is_some() && span.end <= next, span)
    })
}

fn section(text: &str, tree: &Syntax<'_>, section: &SectionSyntax) -> Checked {
    let end = section.span.end;
    match &section.body {
        SectionBody::Sid(span) => in_order(text, end, [span].into_iter()),
        SectionBody::Acl { flags, null, aces } => {
            in_order(text, end, flags.iter().chain(null).chain(aces.iter().map(|ace| &ace.span)))?;
            aces.iter().try_for_each(|part| ace(text, tree, part))
        }
    }
}

fn ace(text: &str, tree: &Syntax<'_>, ace: &AceSyntax) -> Checked {
    let whole = tree.text(&ace.span);
    holds("an ACE's span has its parentheses", whole.starts_with('(') && whole.ends_with(')'), whole)?;
    let fields = [&ace.ace_type, &ace.flags, &ace.rights, &ace.object_type, &ace.inherited_object_type, &ace.trustee];
    in_order(text, ace.span.end, fields.into_iter().chain(&ace.tail))
}

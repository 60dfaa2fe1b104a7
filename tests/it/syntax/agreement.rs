//! The tree and the model agree on every row that the project has, and the tree leaves nothing out.

use aclavis::syntax::{self, SectionBody, Syntax};
use aclavis::{ParseOptions, SecurityDescriptor};

use crate::rows::{check, same};

/// Whether a tree gives the same as the text.
fn agree(text: &str, options: &ParseOptions) -> Result<(), String> {
    let parsed = SecurityDescriptor::parse(text, options).ok();
    let lowered = syntax::parse(text, options).and_then(|tree| tree.lower(options)).ok();
    same(&format!("lowered {text:?}"), &lowered, &parsed)
}

/// Whether every byte belongs to a leaf or is punctuation or white space.
fn covers(tree: &Syntax<'_>, text: &str) -> Result<(), String> {
    let mut left: Vec<u8> = text.bytes().collect();
    let mut take = |span: &syntax::Span| left[span.clone()].fill(b' ');
    for section in &tree.sections {
        take(&(section.span.start..section.span.start + 2));
        match &section.body {
            SectionBody::Sid(sid) => take(sid),
            SectionBody::Acl { flags, null, aces } => {
                flags.iter().chain(null).for_each(&mut take);
                for ace in aces {
                    let guids = [&ace.object_type, &ace.inherited_object_type];
                    let fields = [&ace.ace_type, &ace.flags, &ace.rights, &ace.trustee];
                    fields.into_iter().chain(guids).chain(&ace.tail).for_each(&mut take);
                }
            }
        }
    }
    let other = left.iter().position(|byte| !matches!(byte, b' ' | b'\t'..=b'\r' | b'(' | b')' | b';' | 0));
    same(&format!("left in {text:?}"), &other, &None)
}

#[test]
fn trees_and_models_agree_on_every_row() {
    for (file, member) in
        [("canonical.jsonl", "sddl"), ("accepted.jsonl", "sddl"), ("rejected.jsonl", "sddl"), ("binary.jsonl", "sddl")]
    {
        check(file, |row| {
            agree(row.text(member), &row.windows())?;
            agree(row.text(member), &row.strict())
        });
    }
}

#[test]
fn trees_and_models_agree_on_every_condition() {
    check("conditions.jsonl", |row| {
        agree(&format!("D:(XA;;RC;;;WD;{})", row.text("condition")), &row.windows())?;
        agree(&format!("D:(XA;;RC;;;WD;{})(A;;FA;;;SY)S:", row.text("condition")), &row.windows())
    });
}

#[test]
fn trees_and_models_agree_on_every_attribute() {
    check("attributes.jsonl", |row| agree(&format!("S:(RA;;;;;WD;{})(AU;SA;FA;;;SY)", row.text("attribute")), &row.windows()));
}

#[test]
fn every_byte_of_an_accepted_text_belongs_to_a_node() {
    for file in ["canonical.jsonl", "accepted.jsonl", "binary.jsonl"] {
        check(file, |row| {
            let text = row.text("sddl");
            covers(&syntax::parse(text, &row.windows()).map_err(|error| format!("{error:#}"))?, text)
        });
    }
}

#[test]
fn a_text_without_a_tree_has_no_model() {
    check("rejected.jsonl", |row| match syntax::parse(row.text("sddl"), &row.windows()) {
        Ok(tree) => same("lowered", &tree.lower(&row.windows()).is_ok(), &false),
        Err(error) => same("error", &(error.span().start <= row.text("sddl").len()), &true),
    });
}

//! A description as aligned lines.

use std::fmt::Write;

use super::describe::{AclDescription, Description};
use crate::ace::{AceDescription, Attribute};
use crate::names::Trustee;
use crate::screen::{FAINT, LABEL, counted, printable};
use crate::table::{self, field};

/// The whole output.
pub(super) fn text(description: &Description) -> String {
    let mut out = String::new();
    header(&mut out, description);
    for (name, acl) in [("DACL", &description.dacl), ("SACL", &description.sacl)] {
        if !acl.aces.is_empty() {
            let _ = writeln!(out, "\n{LABEL}{name}{LABEL:#}");
            aces(&mut out, &acl.aces);
        }
    }
    if let Some(summary) = &description.summary {
        out.push('\n');
        summary.write(&mut out);
    }
    out
}

fn header(out: &mut String, description: &Description) {
    let member = if description.json_member { ", the member `SecurityDescriptor` of a JSON document" } else { "" };
    field(out, "Read as", &format!("{}{member}", description.form.name()));
    field(out, "Rights", &format!("{}{}", description.object_type.rights(), description.type_reason));
    let who = |trustee: &Option<Trustee>| trustee.as_ref().map_or_else(|| "none".to_owned(), Trustee::text);
    field(out, "Owner", &who(&description.owner));
    field(out, "Group", &who(&description.group));
    let control = &description.control;
    field(out, "Control", &format!("{} ({})", control.words.join(", "), control.bits));
    field(out, "DACL", &acl_text(&description.dacl));
    field(out, "SACL", &acl_text(&description.sacl));
    for note in notes(description) {
        field(out, "Note", &note);
    }
}

fn acl_text(acl: &AclDescription) -> String {
    let state = match (acl.state, acl.aces.len()) {
        ("null", _) => "NULL".to_owned(),
        ("list", 0) => "empty".to_owned(),
        ("list", count) => counted(count, "ACE"),
        (state, _) => state.to_owned(),
    };
    match acl.meaning {
        Some(meaning) => format!("{state}: {meaning}"),
        None => state,
    }
}

/// What is unusual.
fn notes(description: &Description) -> Vec<String> {
    let mut notes = Vec::new();
    if description.is_empty {
        notes.push("the input is empty: the descriptor without any part".to_owned());
    }
    let aces = description.dacl.aces.len().saturating_add(description.sacl.aces.len());
    match description.trailing_nuls {
        0 => {}
        nuls if nuls == aces => notes.push(format!("{}, one for each ACE", counted(nuls, "trailing NUL character"))),
        nuls => notes.push(counted(nuls, "trailing NUL character")),
    }
    if let Some(byte) = &description.control.resource_manager {
        notes.push(format!("the resource manager's byte is {byte}"));
    }
    for (name, acl) in [("DACL", &description.dacl), ("SACL", &description.sacl)] {
        if let (Some(revision), Some(usual)) = (acl.revision, acl.usual_revision) {
            notes.push(format!("the {name} has revision {revision}, where its ACEs call for {usual}"));
        }
        if let Some(slack) = &acl.slack {
            notes.push(format!("{} of slack after the last ACE of the {name}: {slack}", counted(slack.len() / 2, "byte")));
        }
    }
    if description.sddl.is_none() {
        notes.push("SDDL cannot express this descriptor".to_owned());
    }
    notes
}

fn aces(out: &mut String, aces: &[AceDescription]) {
    let rows: Vec<[String; 5]> = aces.iter().map(cells).collect();
    let [index_width, effect_width, who_width, what_width, _] = table::widths(&rows);
    for (row, ace) in rows.iter().zip(aces) {
        let [index, effect, who, what, place] = row;
        let style = ace.style();
        let mut line = format!("{index:>index_width$}  {style}{effect}{style:#}{}", table::padding(effect, effect_width));
        line.push_str(who);
        line.push_str(&table::padding(who, who_width));
        line.push_str(what);
        line.push_str(&table::padding(what, what_width));
        line.push_str(place);
        if let Some(condition) = ace.condition_text() {
            let _ = write!(line, "  {condition}");
        }
        if let Some(attribute) = &ace.attribute {
            let _ = write!(line, "  {}", printable(&attribute_text(attribute)));
        }
        if let Some(flags) = &ace.reserved_object_flags {
            let _ = write!(line, "  {FAINT}object flags {flags}{FAINT:#}");
        }
        if let Some(data) = &ace.data {
            let _ = write!(line, "  {FAINT}bytes {data}{FAINT:#}");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// Index, effect, who, what, where.
fn cells(ace: &AceDescription) -> [String; 5] {
    let mut place = ace.applies.clone();
    if let Some(class) = &ace.inherited_object_type {
        let _ = write!(place, ", of class {}", class.text());
    }
    [ace.index.to_string(), ace.effect.to_owned(), ace.who(), ace.what(), place]
}

fn attribute_text(attribute: &Attribute) -> String {
    let Attribute { name, letters, flags, values } = attribute;
    format!("{name} = {} ({letters}, flags {flags})", values.join(", "))
}

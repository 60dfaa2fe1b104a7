//! What there is to say about an ACE.

mod condition;

use std::fmt::Write;

use aclavis::{Ace, AceBody, AceFlags, AceType, AttributeValues, ObjectTypes, ResourceAttribute};
use anstyle::Style;
use serde::Serialize;

use crate::args::ObjectType;
use crate::forms::hex;
use crate::names::guids::NamedGuid;
use crate::names::{SidNames, Trustee, rights};
use crate::screen::{GRANT, REFUSE, SYSTEM, printable};
use condition::ConditionState;
pub(crate) use condition::is_conditional;

/// An ACE in words.
#[derive(Serialize)]
pub(crate) struct AceDescription {
    pub(crate) index: usize,
    /// The number of the type.
    #[serde(rename = "type")]
    number: u8,
    /// The name of the type in the specification.
    name: Option<&'static str>,
    /// The letters of the type in SDDL.
    letters: Option<&'static str>,
    /// What it does, in a word or two.
    pub(crate) effect: &'static str,
    /// The letters of the flags.
    flags: Vec<&'static str>,
    flag_bits: String,
    mask: Option<String>,
    rights: Vec<String>,
    trustee: Option<Trustee>,
    #[serde(skip_serializing_if = "Option::is_none")]
    object_type: Option<NamedGuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) inherited_object_type: Option<NamedGuid>,
    /// Object flags without a meaning, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reserved_object_flags: Option<String>,
    /// Where it applies.
    pub(crate) applies: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<String>,
    /// Why there is no condition where one belongs.
    #[serde(skip_serializing_if = "Option::is_none")]
    condition_state: Option<ConditionState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) attribute: Option<Attribute>,
    /// The bytes behind the trustee, or all behind the header of an unknown form, that nothing else here says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) data: Option<String>,
}

/// An attribute of the resource.
#[derive(Serialize)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    /// The letters of its type.
    #[serde(rename = "type")]
    pub(crate) letters: &'static str,
    pub(crate) flags: String,
    pub(crate) values: Vec<String>,
}

impl AceDescription {
    /// Describes an ACE.
    pub(crate) fn new(index: usize, ace: &Ace, object_type: ObjectType, names: &SidNames) -> Self {
        let ace_type = ace.ace_type();
        let (condition, condition_state) = condition::of(ace, names);
        let attribute = match ace.as_ref().attribute() {
            Some(Ok(attribute)) => Some(Attribute::of(&attribute, names)),
            _ => None,
        };
        let mask = ace.as_ref().mask();
        let object = ace.as_ref().object().unwrap_or_default();
        let data = ace.as_ref().data();
        let is_said = data.is_empty() || condition.is_some() || attribute.is_some();
        Self {
            index,
            number: ace_type.0,
            name: ace_type.name(),
            letters: ace_type.letters(),
            effect: effect(ace_type, ace.flags()),
            flags: flag_letters(ace_type, ace.flags()),
            flag_bits: format!("{:#04x}", ace.flags().bits()),
            mask: mask.map(|mask| format!("{:#x}", mask.bits())),
            rights: match mask {
                None => Vec::new(),
                Some(mask) if ace_type == AceType::SYSTEM_MANDATORY_LABEL => rights::label_names(mask),
                Some(mask) => rights::names(mask, object_type),
            },
            trustee: match ace.body() {
                AceBody::Standard { trustee, .. } => Some(names.trustee(trustee)),
                AceBody::Opaque(_) => None,
            },
            object_type: object.object_type().map(NamedGuid::of),
            inherited_object_type: object.inherited_object_type().map(NamedGuid::of),
            reserved_object_flags: reserved(object),
            applies: applies(ace.flags(), object_type),
            condition,
            condition_state,
            attribute,
            data: (!is_said).then(|| hex::encode(data)),
        }
    }

    /// Whom it is about, for a column.
    pub(crate) fn who(&self) -> String {
        match (&self.trustee, self.name) {
            (Some(trustee), _) => printable(&trustee.text()).into_owned(),
            (None, Some(name)) => format!("type {:#04x}, {name}", self.number),
            (None, None) => format!("type {:#04x}", self.number),
        }
    }

    /// The rights that it is about, for a column.
    pub(crate) fn what(&self) -> String {
        let mut what = self.rights.join(", ");
        if let Some(object) = &self.object_type {
            let _ = write!(what, " on {}", object.text());
        }
        what
    }

    /// The colour of its effect.
    pub(crate) fn style(&self) -> Style {
        match self.effect {
            "allow" => GRANT,
            "deny" => REFUSE,
            _ => SYSTEM,
        }
    }

    /// Its condition, or what stands in the place of one.
    pub(crate) fn condition_text(&self) -> Option<String> {
        let condition = self.condition.as_deref().map(|condition| format!("if {}", printable(condition)));
        condition.or_else(|| self.condition_state.map(|state| state.text().to_owned()))
    }
}

fn reserved(object: ObjectTypes) -> Option<String> {
    let meaningful = ObjectTypes::new(object.object_type(), object.inherited_object_type()).flags();
    let reserved = object.flags() & !meaningful;
    (reserved != 0).then(|| format!("{reserved:#x}"))
}

fn effect(ace_type: AceType, flags: AceFlags) -> &'static str {
    let audits = (flags.contains(AceFlags::SUCCESSFUL_ACCESS), flags.contains(AceFlags::FAILED_ACCESS));
    match (ace_type.0, audits) {
        (0x00 | 0x05 | 0x09 | 0x0b, _) => "allow",
        (0x01 | 0x06 | 0x0a | 0x0c, _) => "deny",
        (0x02 | 0x07 | 0x0d | 0x0f, (true, true)) => "audit success and failure",
        (0x02 | 0x07 | 0x0d | 0x0f, (true, false)) => "audit success",
        (0x02 | 0x07 | 0x0d | 0x0f, (false, true)) => "audit failure",
        (0x02 | 0x07 | 0x0d | 0x0f, (false, false)) => "audit nothing",
        (0x03 | 0x08 | 0x0e | 0x10, _) => "alarm",
        (0x04, _) => "compound allow",
        (0x11, _) => "label",
        (0x12, _) => "attribute",
        (0x13, _) => "policy",
        (0x14, _) => "trust label",
        (0x15, _) => "access filter",
        _ => "unknown type",
    }
}

/// Letters and bits of the flags in the order of their bits.
const FLAGS: [(&str, AceFlags); 8] = [
    ("OI", AceFlags::OBJECT_INHERIT),
    ("CI", AceFlags::CONTAINER_INHERIT),
    ("NP", AceFlags::NO_PROPAGATE_INHERIT),
    ("IO", AceFlags::INHERIT_ONLY),
    ("ID", AceFlags::INHERITED),
    ("CR", AceFlags::CRITICAL),
    ("SA", AceFlags::SUCCESSFUL_ACCESS),
    ("FA", AceFlags::FAILED_ACCESS),
];

fn flag_letters(ace_type: AceType, flags: AceFlags) -> Vec<&'static str> {
    let letters = |(letters, bit): (&'static str, AceFlags)| {
        let protects = bit == AceFlags::TRUST_PROTECTED_FILTER && ace_type == AceType::SYSTEM_ACCESS_FILTER;
        flags.contains(bit).then_some(if protects { "TP" } else { letters })
    };
    FLAGS.into_iter().filter_map(letters).collect()
}

/// Where an ACE with these flags applies, in words.
fn applies(flags: AceFlags, object_type: ObjectType) -> String {
    let (this, containers, others) = match object_type {
        ObjectType::File => ("this object", "subfolders", "files"),
        ObjectType::Key => ("this key", "subkeys", "other children"),
        ObjectType::Service => ("this service", "containers below", "objects below"),
        ObjectType::Ds => ("this object", "objects below", "leaves below"),
        ObjectType::CmRequest => ("this request", "containers below", "objects below"),
    };
    let mut places = Vec::new();
    if !flags.contains(AceFlags::INHERIT_ONLY) {
        places.push(this);
    }
    if flags.contains(AceFlags::CONTAINER_INHERIT) {
        places.push(containers);
    }
    if flags.contains(AceFlags::OBJECT_INHERIT) {
        places.push(others);
    }
    if places.is_empty() {
        places.push("nothing");
    }
    let is_inheritable = flags.intersects(AceFlags::CONTAINER_INHERIT | AceFlags::OBJECT_INHERIT);
    if is_inheritable && flags.contains(AceFlags::NO_PROPAGATE_INHERIT) {
        places.push("one level only");
    }
    if flags.contains(AceFlags::INHERITED) {
        places.push("inherited");
    }
    if flags.contains(AceFlags::CRITICAL) {
        places.push("critical");
    }
    places.join(", ")
}

impl Attribute {
    fn of(attribute: &ResourceAttribute, names: &SidNames) -> Self {
        let values = match attribute.values() {
            AttributeValues::Integer(all) => all.iter().map(i64::to_string).collect(),
            AttributeValues::Unsigned(all) | AttributeValues::Boolean(all) => all.iter().map(u64::to_string).collect(),
            AttributeValues::String(all) => all.iter().map(|one| String::from_utf16_lossy(one)).collect(),
            AttributeValues::Sid(all) => all.iter().map(|sid| sid.to_sddl_with(names.print_options())).collect(),
            AttributeValues::Octets(all) => all.iter().map(|octets| hex::encode(octets)).collect(),
            _ => Vec::new(),
        };
        Self { name: attribute.name(), letters: attribute.values().letters(), flags: format!("{:#x}", attribute.flags()), values }
    }
}

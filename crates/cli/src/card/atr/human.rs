//! An ATR as aligned lines.

use std::fmt::Write;

use super::compact_tlv::DataObject;
use super::describe::{Description, InterfaceByte};
use super::historical::Historical;
use super::protocol::{T0, T1, T15};
use super::transmission::{Mode, Speed};
use crate::screen::LABEL;
use crate::table::{self, field};

/// The whole output.
pub(super) fn text(description: &Description) -> String {
    let mut out = String::new();
    field(&mut out, "ATR", &pairs(&description.atr));
    field(&mut out, "Coding", &format!("{} convention", description.convention));
    field(&mut out, "Protocol", &protocols(&description.protocols));
    field(&mut out, "Mode", &mode(&description.mode));
    field(&mut out, "Speed", &speed(&description.speed));
    field(&mut out, "Guard", &guard(description.extra_guard_time));
    if let Some(T0 { wi }) = description.t0 {
        field(&mut out, "T=0", &format!("waiting time integer {wi}"));
    }
    if let Some(T1 { ifsc, bwi, cwi, edc }) = description.t1 {
        field(&mut out, "T=1", &format!("IFSC {ifsc}, BWI {bwi}, CWI {cwi}, {}", edc.to_uppercase()));
    }
    if let Some(supply) = &description.t15 {
        field(&mut out, "Supply", &t15(supply));
    }
    field(&mut out, "Bytes", &interface_bytes(&description.interface_bytes));
    let check = description.tck.as_ref().map_or_else(|| "none, as only T=0 is offered".to_owned(), |tck| format!("{tck}, right"));
    field(&mut out, "TCK", &check);
    historical(&mut out, &description.historical);
    out
}

fn protocols(protocols: &[u8]) -> String {
    let names: Vec<_> = protocols.iter().map(|protocol| format!("T={protocol}")).collect();
    names.join(", ")
}

fn mode(mode: &Mode) -> String {
    match mode {
        Mode::Negotiable => "negotiable".to_owned(),
        Mode::Specific { protocol, can_change, implicit_speed } => {
            let change = if *can_change { "a warm reset can change it" } else { "nothing changes it" };
            let speed = if *implicit_speed { ", the speed is not that of TA1" } else { "" };
            format!("specific, T={protocol}{speed}; {change}")
        }
    }
}

fn speed(speed: &Speed) -> String {
    let number = |value: Option<u16>| value.map_or_else(|| "reserved".to_owned(), |value| value.to_string());
    let mut text = format!("Fi {}, Di {}", number(speed.fi), number(speed.di));
    if let Some(khz) = speed.max_khz {
        let (whole, tenths) = (khz / 1_000, khz / 100 % 10);
        let _ = write!(text, ", up to {whole}{} MHz", if tenths == 0 { String::new() } else { format!(".{tenths}") });
    }
    if let Some(bits) = speed.bits_per_second() {
        let _ = write!(text, ", which is {bits} bit/s");
    }
    if speed.default {
        text.push_str(" (default)");
    }
    text
}

fn guard(extra: u8) -> String {
    match extra {
        255 => "as short as can be: 12 etu for T=0, 11 for T=1".to_owned(),
        0 => "12 etu".to_owned(),
        extra => format!("12 etu and {extra} more"),
    }
}

fn t15(supply: &T15) -> String {
    let volts = |class: &char| match class {
        'A' => "A (5 V)",
        'B' => "B (3 V)",
        _ => "C (1.8 V)",
    };
    let classes: Vec<_> = supply.classes.iter().map(volts).collect();
    let classes = if classes.is_empty() { "reserved".to_owned() } else { classes.join(", ") };
    let stop = match supply.clock_stop {
        "no" => "the clock must not stop",
        "low" => "the clock may stop in state L",
        "high" => "the clock may stop in state H",
        _ => "the clock may stop in either state",
    };
    let c6 = supply.c6.map_or_else(String::new, |c6| format!("; C6 is in {c6} use"));
    format!("classes {classes}; {stop}{c6}")
}

fn historical(out: &mut String, historical: &Historical) {
    let Historical { bytes, text, category, format, data_objects, rest } = historical;
    let Some(category) = category else { return field(out, "History", "no historical bytes") };
    field(out, "History", &format!("{}  {text}", pairs(bytes)));
    let _ = writeln!(out, "\n{LABEL}Historical bytes{LABEL:#}");
    let mut rows = vec![[category.clone(), "category".to_owned(), (*format).to_owned()]];
    rows.extend(
        data_objects.iter().map(|DataObject { name, value, meaning, .. }| [pairs(value), (*name).to_owned(), meaning.join(", ")]),
    );
    rows.extend(rest.iter().map(|rest| [pairs(rest), "other bytes".to_owned(), String::new()]));
    let [value_width, name_width, _] = table::widths(&rows);
    for [value, name, meaning] in &rows {
        let line = format!("{value}{}{name}{}{meaning}", table::padding(value, value_width), table::padding(name, name_width));
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

fn interface_bytes(bytes: &[InterfaceByte]) -> String {
    if bytes.is_empty() {
        return "no interface bytes".to_owned();
    }
    let bytes: Vec<_> = bytes.iter().map(|InterfaceByte { name, value }| format!("{name} {value}")).collect();
    bytes.join(", ")
}

/// Pairs of digits with blanks between them.
fn pairs(digits: &str) -> String {
    let pairs: Vec<_> = digits.as_bytes().chunks(2).map(String::from_utf8_lossy).collect();
    pairs.join(" ")
}

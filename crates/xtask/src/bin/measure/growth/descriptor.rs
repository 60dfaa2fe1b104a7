//! Descriptors with more and more ACEs, half of them in the DACL, half in the SACL.

use std::hint::black_box;

use aclavis::{
    AutoInheritFlags, Creation, DescriptorRef, GenericMapping, ObjectKind, ParseOptions, SecurityDescriptor, sddl_to_bytes,
    syntax,
};

use super::{Outcome, Site, ace, repeat, unknown};

pub(super) fn run(operation: &str, aces: u32, times: usize, site: &Site) -> Outcome {
    let text = text(aces);
    let (parse, print) = (&site.parse, &site.print);
    match operation {
        "text->tree" => return repeat(times, || syntax::parse(black_box(&text), black_box(parse)).is_ok()),
        "mistake in the last ACE" => return mistake(times, &text, parse),
        "blanks" => return blanks(times, aces, parse),
        _ => {}
    }
    let bytes = sddl_to_bytes(&text, parse)?;
    let model = SecurityDescriptor::from_bytes(&bytes)?;
    match operation {
        "text->model" => repeat(times, || SecurityDescriptor::parse(black_box(&text), black_box(parse)).is_ok()),
        "text->binary" => repeat(times, || sddl_to_bytes(black_box(&text), black_box(parse)).is_ok()),
        "binary->model" => repeat(times, || SecurityDescriptor::from_bytes(black_box(&bytes)).is_ok()),
        "binary->text" => {
            repeat(times, || DescriptorRef::parse(black_box(&bytes)).and_then(|view| view.to_sddl_with(black_box(print))).is_ok())
        }
        "validate" => repeat(times, || DescriptorRef::parse(black_box(&bytes)).is_ok()),
        "model->text" => repeat(times, || black_box(&model).to_sddl_with(black_box(print)).is_ok()),
        "model->binary" => repeat(times, || black_box(&model).to_bytes().is_ok()),
        "model->JSON" => repeat(times, || serde_json::to_string(black_box(&model)).is_ok()),
        "JSON->model" => {
            let json = serde_json::to_string(&model)?;
            repeat(times, || serde_json::from_str::<SecurityDescriptor>(black_box(&json)).is_ok())
        }
        "inherit" | "reinherit" => inheritance(operation, times, &model, site),
        _ => unknown(),
    }
}

fn text(aces: u32) -> String {
    let dacl: String = (0..aces.div_ceil(2)).map(|n| ace("A", "", n)).collect();
    let sacl: String = (0..aces / 2).map(|n| ace("AU", "SA", n)).collect();
    format!("O:SYG:SYD:{dacl}S:{sacl}")
}

/// The same text with an unknown right at its end, and the error that says so.
fn mistake(times: usize, text: &str, options: &ParseOptions) -> Outcome {
    let wrong = format!("{text}(AU;SA;ZZ;;;WD)");
    repeat(times, || sddl_to_bytes(black_box(&wrong), black_box(options)).is_err_and(|error| !error.to_string().is_empty()))
}

/// So many blanks before the only ACE.
fn blanks(times: usize, blanks: u32, options: &ParseOptions) -> Outcome {
    let text = format!("D:{}(A;;RC;;;WD)", " ".repeat(usize::try_from(blanks)?));
    repeat(times, || sddl_to_bytes(black_box(&text), black_box(options)).is_ok())
}

/// A container below an object with these ACEs: when it is created, and when the parent has changed.
fn inheritance(operation: &str, times: usize, parent: &SecurityDescriptor, site: &Site) -> Outcome {
    let creator = site.creator()?;
    let kind = ObjectKind::container(GenericMapping::DIRECTORY);
    let flags = AutoInheritFlags::DACL_AUTO_INHERIT | AutoInheritFlags::SACL_AUTO_INHERIT;
    let creation = Creation::new(&creator, kind).parent(parent).flags(flags);
    if operation == "inherit" {
        return repeat(times, || black_box(&creation).descriptor().is_ok());
    }
    let child = creation.descriptor()?;
    repeat(times, || black_box(&child).reinherited(black_box(parent), black_box(&kind)).is_ok())
}

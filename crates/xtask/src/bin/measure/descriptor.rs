//! Operations on a descriptor, whose text is in a file.

use std::hint::black_box;

use aclavis::{AutoInheritFlags, Creation, DescriptorRef, GenericMapping, ObjectKind, SecurityDescriptor, sddl_to_bytes, syntax};

use super::{Outcome, Site, access, repeat};

pub(super) fn run(operation: &str, file: &str, times: usize) -> Outcome {
    let text = std::fs::read_to_string(file)?;
    let site = Site::new()?;
    let bytes = sddl_to_bytes(&text, &site.parse)?;
    let model = SecurityDescriptor::from_bytes(&bytes)?;
    let (parse, print) = (&site.parse, &site.print);
    match operation {
        "text->model" => repeat(times, || SecurityDescriptor::parse(black_box(&text), black_box(parse)).is_ok()),
        "text->binary" => repeat(times, || sddl_to_bytes(black_box(&text), black_box(parse)).is_ok()),
        "text->tree" => repeat(times, || syntax::parse(black_box(&text), black_box(parse)).is_ok()),
        "binary->model" => repeat(times, || SecurityDescriptor::from_bytes(black_box(&bytes)).is_ok()),
        "binary->text" => {
            repeat(times, || DescriptorRef::parse(black_box(&bytes)).and_then(|view| view.to_sddl_with(black_box(print))).is_ok())
        }
        "model->text" => repeat(times, || black_box(&model).to_sddl_with(black_box(print)).is_ok()),
        "model->binary" => repeat(times, || black_box(&model).to_bytes().is_ok()),
        "model->JSON" => repeat(times, || serde_json::to_string(black_box(&model)).is_ok()),
        "JSON->model" => {
            let json = serde_json::to_string(&model)?;
            repeat(times, || serde_json::from_str::<SecurityDescriptor>(black_box(&json)).is_ok())
        }
        "validate" => repeat(times, || DescriptorRef::parse(black_box(&bytes)).is_ok()),
        "inherit" => inherit(times, &model, &site),
        "reinherit" => reinherit(times, &model, &site),
        _ => access::run(operation, times, &bytes, &site),
    }
}

/// A container that is created below the descriptor's object.
fn inherit(times: usize, parent: &SecurityDescriptor, site: &Site) -> Outcome {
    let creator = site.creator()?;
    let flags = AutoInheritFlags::DACL_AUTO_INHERIT | AutoInheritFlags::SACL_AUTO_INHERIT;
    let creation = Creation::new(&creator, ObjectKind::container(GenericMapping::DIRECTORY)).parent(parent).flags(flags);
    repeat(times, || black_box(&creation).descriptor().is_ok())
}

/// That container after its parent has changed.
fn reinherit(times: usize, parent: &SecurityDescriptor, site: &Site) -> Outcome {
    let creator = site.creator()?;
    let kind = ObjectKind::container(GenericMapping::DIRECTORY);
    let flags = AutoInheritFlags::DACL_AUTO_INHERIT | AutoInheritFlags::SACL_AUTO_INHERIT;
    let child = Creation::new(&creator, kind).parent(parent).flags(flags).descriptor()?;
    repeat(times, || black_box(&child).reinherited(black_box(parent), black_box(&kind)).is_ok())
}

//! What holds for every parent and every explicit descriptor.

use aclavis::{Creation, Creator, SecurityDescriptor};

use super::{AUTO, FILE, FOLDER, creator};
use crate::rows::read;

/// Every descriptor of the project's rows.
fn descriptors() -> Vec<SecurityDescriptor> {
    let parsed = |row: &crate::rows::Row| SecurityDescriptor::parse(row.text("canonical"), &row.windows()).unwrap();
    read("canonical.jsonl").iter().map(parsed).collect()
}

#[test]
fn a_new_object_has_a_binary_form_and_is_as_its_parent_would_make_it_again() {
    let all = descriptors();
    let creator = creator();
    for parent in &all {
        for explicit in &all {
            for kind in [FILE, FOLDER] {
                let creation = Creation::new(&creator, kind).parent(parent).explicit(explicit);
                creation.descriptor().unwrap().to_bytes().unwrap();
                let new = creation.flags(AUTO).descriptor().unwrap();
                assert_eq!(new.reinherited(parent, &kind).unwrap(), new, "{parent:?} {explicit:?}");
            }
        }
    }
}

#[test]
fn an_explicit_descriptor_keeps_the_control_bits_that_one_keeps_when_it_is_set() {
    let creator = Creator { default_dacl: None, ..creator() };
    for explicit in descriptors() {
        let new = Creation::new(&creator, FILE).explicit(&explicit).descriptor().unwrap();
        assert_eq!(new.control(), explicit.stored().control(), "{explicit:?}");
    }
}

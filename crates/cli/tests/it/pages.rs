//! The guides: every command in a `console` block prints what stands behind it. `TRYCMD=overwrite` writes what it prints now.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Pages with commands.
const PAGES: [&str; 2] = ["inspecting", "mistakes"];

#[test]
fn commands_of_the_guides_print_what_stands_there() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let copy = tempfile::tempdir().unwrap();
    for page in PAGES {
        let commands = copy.path().join(format!("{page}.in"));
        fs::create_dir(&commands).unwrap();
        for (name, mode) in [("default.hex", 0o600), ("open.hex", 0o644)] {
            let key = commands.join(name);
            fs::write(&key, "0".repeat(48)).unwrap();
            fs::set_permissions(key, Permissions::from_mode(mode)).unwrap();
        }
        let page = format!("{page}.md");
        fs::copy(docs.join(&page), copy.path().join(page)).unwrap();
    }
    let cases = trycmd::TestCases::new();
    cases.case(copy.path().join("*.md"));
    cases.run();
    for page in PAGES {
        let name = format!("{page}.md");
        let printed = fs::read_to_string(copy.path().join(&name)).unwrap();
        if printed != fs::read_to_string(docs.join(&name)).unwrap() {
            fs::write(docs.join(name), printed).unwrap();
        }
    }
}

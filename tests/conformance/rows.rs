//! Where the rows are and how they are read.

use std::ffi::OsStr;
use std::fmt::Write;
use std::io::Read;
use std::path::PathBuf;

use aclavis::{DomainSids, ParseOptions, PrintOptions, Sid};
use serde_json::Value;

/// The folder with the rows.
#[derive(Clone)]
pub(crate) struct Vectors(PathBuf);

impl Vectors {
    /// The folder that is to be used; `None` when nobody named one and the usual one is not there.
    pub(crate) fn find() -> Option<Self> {
        if let Some(folder) = std::env::var_os("ACLAVIS_VECTORS") {
            return Some(Self(folder.into()));
        }
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors");
        folder.is_dir().then_some(Self(folder))
    }

    /// The rows in the project.
    pub(crate) fn own() -> Self {
        Self(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors"))
    }

    /// A whole file, unpacked.
    pub(crate) fn text(&self, name: &str) -> String {
        let path = self.0.join(name);
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        if path.extension() != Some(OsStr::new("gz")) {
            return String::from_utf8(bytes).expect("UTF-8");
        }
        let mut text = String::new();
        flate2::read::GzDecoder::new(&*bytes).read_to_string(&mut text).expect("a gzip of UTF-8");
        text
    }

    /// The rows of a file, one JSON object a line.
    pub(crate) fn rows(&self, name: &str) -> Vec<Row> {
        let rows: Vec<Row> = self.text(name).lines().map(|line| Row(serde_json::from_str(line).expect("JSON"))).collect();
        assert!(!rows.is_empty(), "{name} has no rows");
        rows
    }
}

/// One row.
pub(crate) struct Row(pub(crate) Value);

impl Row {
    /// A string, if the row has it.
    pub(crate) fn get(&self, field: &str) -> Option<&str> {
        self.0.get(field)?.as_str()
    }

    /// A string that every such row has.
    pub(crate) fn text(&self, field: &str) -> &str {
        self.get(field).unwrap_or_else(|| panic!("{}: no field `{field}`", self.id()))
    }

    /// The row's name.
    pub(crate) fn id(&self) -> &str {
        self.get("id").unwrap_or("?")
    }

    /// The row's kind.
    pub(crate) fn kind(&self) -> &str {
        self.get("kind").unwrap_or("")
    }

    /// Bytes that stand in hexadecimal digits.
    pub(crate) fn bytes(&self, field: &str) -> Vec<u8> {
        unhex(self.text(field))
    }

    /// Whether the row was recorded or asserted on Windows, or stands in its documents. Opinions do not count.
    pub(crate) fn counts(&self) -> bool {
        let windows = self.get("windows").unwrap_or_default();
        !["no", "unverified", "skipped"].iter().any(|opinion| windows.starts_with(opinion))
    }

    /// The domain of the row, or one of ours, for machine, domain and forest.
    pub(crate) fn domains(&self) -> DomainSids {
        let given = self.get("domain_sid").filter(|sid| !sid.starts_with('{'));
        DomainSids::all(given.unwrap_or("S-1-5-21-1111-2222-3333").parse::<Sid>().expect("a SID"))
    }

    /// The options of Windows with the row's domains.
    pub(crate) fn parse_options(&self) -> ParseOptions {
        ParseOptions::windows().with_domains(self.domains())
    }

    /// The printer's options with the row's domains.
    pub(crate) fn print_options(&self) -> PrintOptions {
        PrintOptions::new().with_domains(self.domains())
    }
}

/// Bytes from hexadecimal digits.
pub(crate) fn unhex(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2), "an even number of digits");
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal digits")).collect()
}

/// Hexadecimal digits of bytes.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").expect("a string takes all");
        digits
    })
}

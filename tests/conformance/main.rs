//! The conformance run: the recorded rows of Windows and of other implementations.
//!
//! The rows lie outside of the project, in the folder that `ACLAVIS_VECTORS` names, else in `../shared/vectors`. With the
//! variable set a missing file is a failure; without the folder every source is reported as ignored, but for those that are in
//! `tests/vectors` too.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod access;
mod card;
mod condition_rows;
mod evaluation;
mod inherit;
mod layouts;
mod properties;
mod real;
mod report;
mod rows;
mod sd_bytes;
mod sddl_text;
mod sid_rows;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use report::Report;
use rows::{Row, Vectors};

/// A source of rows: its name, and what runs them.
type Source = (&'static str, fn(&Vectors) -> Report);

/// Every source.
const SOURCES: &[Source] = &[
    ("samba_windows_sd_bytes", |vectors| every_row(vectors, sd_bytes::check, "sddl/samba_windows_sd_bytes.jsonl.gz")),
    ("samba_windows_sd_bytes_core", |vectors| every_row(vectors, sd_bytes::check, "sddl/samba_windows_sd_bytes_core.jsonl")),
    ("msdtyp_mormot_misc", layouts::misc),
    ("mono_raw_sd", layouts::mono),
    ("misc_sd_binaries", layouts::binaries),
    ("samba_sddl_text", |vectors| every_row(vectors, sddl_text::check, "sddl/samba_sddl_text.jsonl")),
    ("dotnet_sddl", |vectors| every_row(vectors, sddl_text::check, "sddl/dotnet_sddl.jsonl")),
    ("wine_sddl_sid", sid_rows::wine),
    ("samba_sid_text", sid_rows::samba),
    ("samba_cond_text", condition_rows::run),
    ("samba_cond_eval_windows_kdc", evaluation::run),
    ("reactos_assign_security", inherit::assign_security),
    ("samba_torture_inherit", inherit::torture),
    ("real_binary", real::binary),
    ("real_text", real::text),
    ("random_descriptors", real::random),
    ("request_descriptor", real::request),
    ("access_properties", properties::access),
    ("wine_access_check", access::wine),
    ("samba_torture_access", access::torture),
    ("samba_cond_access_c", |vectors| access::conditional(vectors, "sddl/samba_cond_access_c.jsonl")),
    ("samba_cond_access_py", |vectors| access::conditional(vectors, "sddl/samba_cond_access_py.jsonl")),
    ("tdes_ecb_nist_kat", |vectors| card::known_answers(vectors, "card/tdes_ecb_nist_kat.jsonl")),
    ("tdes_ecb_nessie", |vectors| card::known_answers(vectors, "card/tdes_ecb_nessie.jsonl")),
    ("tdes_mct_acvp_tail", card::monte_carlo),
    ("cmac_nist", card::cmac),
    ("kbkdf_ctr_nist", card::kdf),
    ("an10922_nxp", card::an10922),
    ("field_challenge_response", card::field),
    ("mim_diversified_key_shape", card::diversified_shape),
    ("traces_opensc_yubico", card::traces),
    ("construction_v1", card::construction),
];

/// The sources whose rows are in the project as well: they are free.
const OWN: &[&str] = &["tdes_ecb_nist_kat", "tdes_mct_acvp_tail", "cmac_nist", "kbkdf_ctr_nist", "construction_v1"];

/// Checks every row of a file.
fn every_row(vectors: &Vectors, check: fn(&Row) -> Result<(), String>, file: &str) -> Report {
    let mut report = Report::default();
    for row in vectors.rows(file) {
        report.row(row.id(), row.counts(), check(&row));
    }
    report
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let vectors = Vectors::find();
    let trials = SOURCES.iter().map(|(name, run)| {
        let found = vectors.clone().or_else(|| OWN.contains(name).then(Vectors::own));
        let ignored = found.is_none();
        Trial::test(*name, move || match &found {
            Some(vectors) => run(vectors).conclude(name).map_err(Failed::from),
            None => Ok(()),
        })
        .with_ignored_flag(ignored)
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

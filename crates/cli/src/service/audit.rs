//! `aclavis audit`

use std::io::{self, Write as _};
use std::time::Duration;

use aclavis_server::{AuditReport, Auditor};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::runtime::{block_on, config};
use crate::args::{AuditCommand, ExportAuditArgs, Format, VerifyAuditArgs};
use crate::failure::Failure;
use crate::screen;
use crate::screen::{GRANT, LABEL, REFUSE};

pub(crate) fn run(command: &AuditCommand) -> Result<(), Failure> {
    match command {
        AuditCommand::Verify(args) => verify(args),
        AuditCommand::Export(args) => export(args),
    }
}

fn verify(args: &VerifyAuditArgs) -> Result<(), Failure> {
    let config = config(&args.config)?;
    // Hidden where standard error is no terminal.
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} records are right") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    let report = block_on(async {
        let auditor = Auditor::open(&config).await?;
        let mut progress = |records: i64| bar.set_position(u64::try_from(records).unwrap_or_default());
        auditor.verify(args.expect_head, &mut progress).await
    })?;
    bar.finish_and_clear();
    match args.format {
        Format::Json => {
            let period = report.period.map(|(first, last)| json!({ "first": first, "last": last }));
            let head = report.head().to_string();
            screen::print_json(&json!({
                "whole": report.is_whole(), "records": report.records, "head": head, "period": period, "fault": report.fault,
            }))?;
        }
        Format::Human => screen::print(&in_words(&report))?,
    }
    if report.is_whole() { Ok(()) } else { Err(Failure::Negative) }
}

fn in_words(report: &AuditReport) -> String {
    let period = report.period.map_or_else(String::new, |(first, last)| format!(", from {first} to {last}"));
    let verdict = match &report.fault {
        None => format!("{GRANT}the chain is whole{GRANT:#}"),
        Some(fault) => format!("{REFUSE}the chain is broken{REFUSE:#}: {fault}"),
    };
    format!("{verdict}\n{} records are right{period}\n{LABEL}head{LABEL:#} {}\n", report.records, report.head())
}

fn export(args: &ExportAuditArgs) -> Result<(), Failure> {
    let config = config(&args.config)?;
    let written = block_on(async {
        let auditor = Auditor::open(&config).await?;
        let mut out = io::BufWriter::new(io::stdout());
        let written = auditor.export(args.from, &mut out).await?;
        Ok(written.and_then(|_| out.flush()))
    })?;
    screen::written(written)
}

//! What the service recorded.

use serde_json::Value;

use super::walk::{Halt, Walk};
use crate::screen::{FAINT, GRANT, REFUSE};

/// Verifies the audit chain, and compares the records of the calls with what was worked out here.
pub(super) async fn verify(walk: &mut Walk<'_>) -> Result<(), Halt> {
    let mut block = walk.page.section("Audit");
    let auditor = &walk.stage.auditor;
    let report = auditor.verify(None, &mut |_| {}).await;
    let mut lines = Vec::new();
    let exported = auditor.export(1, &mut lines).await;
    let report = match (report, exported) {
        (Ok(report), Ok(Ok(_))) => report,
        (Err(error), _) | (_, Err(error)) => return walk.halt(block, &error.to_string()),
        (_, Ok(Err(error))) => return walk.halt(block, &error.to_string()),
    };
    if let Some(fault) = &report.fault {
        return walk.halt(block, fault);
    }
    block.say("chain", GRANT, &format!("{} records, each authenticated together with the one before it: whole", report.records));
    block.line("head", GRANT, &report.head().to_string());

    let lines = String::from_utf8(lines).unwrap_or_default();
    let records: Vec<Value> = lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let mut compared = 0_usize;
    let mut wrong = Vec::new();
    for call in &walk.calls {
        let of_call = |record: &&Value| record.get("CorrelationId").and_then(Value::as_str) == Some(&call.correlation);
        let Some(record) = records.iter().find(of_call) else { continue };
        compared = compared.saturating_add(1);
        let is_outcome = record.get("Outcome").and_then(Value::as_str) == Some(&call.outcome);
        if !is_outcome || record.pointer("/Detail/access") != call.trace.as_ref() {
            wrong.push(call.number);
        }
    }
    for number in wrong {
        let otherwise = format!("the record of step {number} says something else than what happened");
        walk.check(&mut block, false, &otherwise);
    }
    if compared == 0 {
        return walk.halt(block, "no call is recorded");
    }
    let total = walk.calls.len();
    let note = format!(
        "{compared} of {total} calls are recorded, each with its whole access check, which is the one shown above. \
         The others only read, or changed nothing."
    );
    block.say("note", if walk.differences.is_empty() { FAINT } else { REFUSE }, &note);
    Ok(block.print()?)
}

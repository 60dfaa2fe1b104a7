//! Every row of construction v1 through the command line.

use std::thread;

use serde_json::Value;

use super::{card, key, of_published_master};

const ROWS: &str = include_str!("../../../../../tests/vectors/card/construction-v1.jsonl");
/// Processes that run at the same time.
const THREADS: usize = 4;

/// A member of a row that has a text, or nothing.
fn text<'a>(row: &'a Value, member: &str) -> &'a str {
    row.get(member).and_then(Value::as_str).unwrap_or_default()
}

/// The algorithm of a source, where there is one, else one that has challenges of this length.
fn algorithm(row: &Value) -> &str {
    match text(row, "source") {
        "master" if text(row, "challenge").len() == 12 => "tdes3",
        "master" => "aes128",
        own => own,
    }
}

fn admin_key(row: &Value, name: &str) -> String {
    let master = key(name, text(row, "master"));
    let version = row.get("key_version").unwrap().to_string();
    let options = ["--card-id", text(row, "cardid"), "--key-version", &version, "--system", text(row, "system"), "--reveal"];
    of_published_master(card(&[&["admin-key", "--master-file", &master, "--alg", text(row, "alg")][..], &options].concat())).ok()
}

fn response(row: &Value, name: &str) -> String {
    let key = key(name, text(row, "key"));
    card(&["respond", "--key-file", &key, "--alg", text(row, "alg"), "--challenge", text(row, "challenge")]).ok()
}

fn pin(row: &Value, name: &str) -> String {
    let file = key(name, text(row, "ki"));
    let number = |member: &str| row.get(member).unwrap().to_string();
    let (version, length) = (number("key_version"), number("length"));
    let source = if text(row, "source") == "master" { "--master-file" } else { "--admin-key-file" };
    let mut arguments = vec!["pin", source, &file, "--alg", algorithm(row), "--prf", text(row, "prf"), "--length", &length];
    arguments.extend(["--card-id", text(row, "cardid"), "--key-version", &version, "--system", text(row, "system")]);
    arguments.extend(["--challenge", text(row, "challenge"), "--charset", text(row, "charset")]);
    for (option, member) in [("--atr", "atr"), ("--request-id", "request_id")] {
        if !text(row, member).is_empty() {
            arguments.extend([option, text(row, member)]);
        }
    }
    if row.get("reject_weak") == Some(&Value::Bool(false)) {
        arguments.push("--allow-weak");
    }
    of_published_master(card(&arguments)).ok()
}

#[test]
fn every_row_comes_out() {
    let rows: Vec<Value> = ROWS.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 168);
    thread::scope(|scope| {
        for (number, chunk) in rows.chunks(rows.len().div_ceil(THREADS)).enumerate() {
            scope.spawn(move || {
                let name = format!("construction-{number}.hex");
                for row in chunk {
                    let (printed, member) = match text(row, "op") {
                        "admin-key" => (admin_key(row, &name), "key"),
                        "response" => (response(row, &name), "response"),
                        _ => (pin(row, &name), "pin"),
                    };
                    assert_eq!(printed.strip_suffix('\n'), Some(text(row, member)), "{row}");
                }
            });
        }
    });
}

//! The speed of card crypto beside OpenSSL's, measured in turns.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Outcome, cargo, is_there, root, run, said, target_folder};

/// Rounds; in each of them everything is measured once.
const ROUNDS: usize = 11;
/// Calls of a measurement.
const CALLS: &str = "20000";

/// What is measured, by the arguments of `card_times`: key schedule and PIN key are part of it, but where it says scheduled.
const OPERATIONS: [&str; 12] = [
    "respond tdes3",
    "respond aes128",
    "respond aes192",
    "respond aes256",
    "respond-scheduled tdes3",
    "respond-scheduled aes256",
    "table-based",
    "pin hmac-sha256",
    "pin cmac-tdes3",
    "pin cmac-aes128",
    "pin cmac-aes192",
    "pin cmac-aes256",
];
/// The reference: a block of 3DES under a fresh key.
const OPENSSL: &str = "OpenSSL EVP 3DES";

/// What a ratio may be at the most: what, to what, how much.
const BARS: &[(&str, &str, f64)] =
    &[("respond tdes3", OPENSSL, 2.0), ("respond aes256", "respond tdes3", 0.333), ("pin hmac-sha256", "respond tdes3", 1.0)];
/// By how much a ratio may be above its bar before a check fails: times vary with what else the machine does.
const MARGIN: f64 = 1.25;

/// Measures, and prints times and ratios.
pub(crate) fn measure(check: bool) -> Outcome {
    run(&mut cargo(&["build", "--release", "--quiet", "--package", "xtask", "--bin", "card_times"]))?;
    let ours = target_folder().join("release/card_times");
    let reference = reference()?;
    let mut times: Vec<(&str, Vec<f64>)> = [OPENSSL].into_iter().chain(OPERATIONS).map(|name| (name, Vec::new())).collect();
    for _ in 0..ROUNDS {
        for (name, times) in &mut times {
            times.push(if *name == OPENSSL { of_reference(&reference)? } else { of_ours(&ours, name)? });
        }
    }
    println!("nanoseconds of a call, median and minimum of {ROUNDS} rounds of {CALLS} calls, in turns");
    for (name, times) in &mut times {
        times.sort_by(f64::total_cmp);
        println!("{:>8.0} {:>8.0}  {name}", median(times), minimum(times));
    }
    println!("ratios of these");
    let mut above = Vec::new();
    for (what, to, bar) in BARS {
        let [what_times, to_times] =
            [what, to].map(|name| times.iter().find(|(of, _)| of == name).map(|(_, times)| times.as_slice()).unwrap_or_default());
        let of_medians = median(what_times) / median(to_times);
        let of_minima = minimum(what_times) / minimum(to_times);
        println!("{of_medians:>8.3} {of_minima:>8.3}  {what} / {to}, the bar is {bar}");
        // What else the machine does makes one of both large, hardly both.
        let ratio = of_medians.min(of_minima);
        if ratio.is_nan() || ratio > bar * MARGIN {
            above.push(format!("{what} / {to} is {ratio:.3}, the bar is {bar}"));
        }
    }
    openssl_speed();
    if check && !above.is_empty() { Err(above.join("\n")) } else { Ok(()) }
}

fn median(sorted: &[f64]) -> f64 {
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

fn minimum(sorted: &[f64]) -> f64 {
    sorted.first().copied().unwrap_or(f64::NAN)
}

/// Compiles the reference.
fn reference() -> Outcome<PathBuf> {
    let source = root().join("crates/xtask/reference/tdes_fresh_key.c");
    let program = target_folder().join("release/tdes_fresh_key");
    run(Command::new("cc").args(["-O2", "-o"]).arg(&program).arg(source).arg("-lcrypto"))?;
    Ok(program)
}

fn of_reference(program: &Path) -> Outcome<f64> {
    let report = said(Command::new(program).args(["tdes", CALLS, "1"]))?;
    let median = report.split("median ").nth(1).and_then(|rest| rest.split(' ').next());
    median.and_then(|median| median.parse().ok()).ok_or_else(|| format!("the reference said `{report}`"))
}

fn of_ours(program: &Path, operation: &str) -> Outcome<f64> {
    let report = said(Command::new(program).args([operation, CALLS]))?;
    report.trim().parse().map_err(|_| format!("{operation} said `{report}`"))
}

/// OpenSSL's own figures, which are those of many blocks under one key.
fn openssl_speed() {
    if !is_there("openssl", &["version"]) {
        return;
    }
    for (cipher, block) in [("des-ede3-ecb", "8"), ("aes-256-ecb", "16")] {
        let report = said(Command::new("openssl").args(["speed", "-seconds", "1", "-bytes", block, "-evp", cipher]));
        let line = report.unwrap_or_default();
        let line = line.lines().last().unwrap_or_default();
        println!("openssl speed, {block} bytes, thousands of bytes a second: {line}");
    }
}

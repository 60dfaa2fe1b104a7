//! Figures and ratios.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::Outcome;
use crate::case::{Case, Figures};
use crate::process::Server;
use crate::site;

/// How many times the 99th percentile of the bare update an answer may take.
const SLOWEST: f64 = 3.0;
/// Megabytes that the service may keep resident.
const RESIDENT: f64 = 60.0;

/// Measures all cases in turn, several rounds, and prints the medians. Says whether every bar was reached.
pub(crate) fn measure(program: &Path, seconds: u32, rounds: usize, json: bool) -> Outcome<bool> {
    let program = program.canonicalize().map_err(|error| format!("`{}`: {error}", program.display()))?;
    let directory = tempfile::tempdir()?;
    let token = site::prepare(directory.path(), &program)?;
    let mut bare = Command::new(std::env::current_exe()?);
    bare.arg("bare").arg(directory.path().join(site::BARE));
    let bare = Server::bare(bare)?;
    let mut service = Command::new(&program);
    service.current_dir(directory.path()).arg("serve");
    let service = Server::service(service)?;

    let mut measured: Vec<(Case, Vec<Figures>)> = Case::ALL.map(|case| (case, Vec::new())).into();
    for round in 1..=rounds {
        for (case, figures) in &mut measured {
            let server = if case.is_bare() { &bare } else { &service };
            eprintln!("round {round} of {rounds}: {}", case.name());
            figures.push(case.run(directory.path(), &server.address, &token, seconds)?);
        }
    }
    let medians: Vec<(Case, Figures)> = measured.iter().filter_map(|(case, all)| Some((*case, median(all)?))).collect();
    let resident = service.resident()?;
    let (reached, table) = judge(&medians, resident);
    if json {
        eprintln!("{table}");
        println!("{}", as_json(&medians, resident.1, seconds, rounds));
    } else {
        println!("{table}");
    }
    Ok(reached)
}

/// The figures with what they are compared with, as `cargo xtask bench-report` keeps them.
fn as_json(medians: &[(Case, Figures)], highest: u64, seconds: u32, rounds: usize) -> Value {
    let case = |(case, figures): &(Case, Figures)| {
        let beside = case.bar().map(|(with, bar)| (with.name(), bar));
        let p99_beside = beside.map(|_| (Case::BareUpdate.name(), SLOWEST));
        json!({
            "name": case.name(), "rate": figures.rate, "median": figures.median, "p99": figures.p99,
            "beside": beside, "p99_beside": p99_beside,
        })
    };
    json!({
        "rounds": rounds, "seconds": seconds, "cases": medians.iter().map(case).collect::<Vec<_>>(),
        "resident": megabytes(highest), "resident_bar": RESIDENT,
    })
}

fn megabytes(kilobytes: u64) -> f64 {
    f64::from(u32::try_from(kilobytes).unwrap_or(u32::MAX)) / 1024.0
}

fn median(all: &[Figures]) -> Option<Figures> {
    let of = |value: fn(&Figures) -> f64| {
        let mut values: Vec<f64> = all.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    Some(Figures { rate: of(|figures| figures.rate)?, median: of(|figures| figures.median)?, p99: of(|figures| figures.p99)? })
}

/// Whether every bar was reached, and the table.
fn judge(medians: &[(Case, Figures)], (resident, highest): (u64, u64)) -> (bool, String) {
    let of = |wanted: Case| medians.iter().find(|(case, _)| *case == wanted).map(|(_, figures)| *figures);
    let mut reached = true;
    let mut lines = vec![
        "| 32 connections | requests/s | median ms | p99 ms | of the bare one | bar | p99 / bare update's |".to_owned(),
        "|---|---|---|---|---|---|---|".to_owned(),
    ];
    for (case, figures) in medians {
        let ratio = case.bar().and_then(|(with, bar)| Some((figures.rate / of(with)?.rate, bar)));
        let slower = of(Case::BareUpdate).map(|bare| figures.p99 / bare.p99).filter(|_| !case.is_bare());
        let is_reached = ratio.is_none_or(|(ratio, bar)| ratio >= bar) && slower.is_none_or(|slower| slower <= SLOWEST);
        reached &= is_reached;
        let ratio = ratio.map_or_else(|| "|".to_owned(), |(ratio, bar)| format!("{ratio:.2} | {bar:.1}"));
        let slower =
            slower.map_or_else(String::new, |slower| format!("{slower:.2}{}", if is_reached { "" } else { " **missed**" }));
        let Figures { rate, median, p99 } = figures;
        lines.push(format!("| {} | {rate:.0} | {median:.2} | {p99:.2} | {ratio} | {slower} |", case.name()));
    }
    let [resident, highest] = [resident, highest].map(megabytes);
    lines.push(format!("\nresident memory: {resident:.1} MiB, at the most {highest:.1} MiB (bar {RESIDENT:.0})"));
    (reached && highest < RESIDENT, lines.join("\n"))
}

//! What is compared with others: card crypto with OpenSSL, the service with bare servers.

use super::counts::spelled;
use crate::card_speed::BARS;
use crate::command::Outcome;
use crate::figures::{Case, Figures, Service};
use crate::markdown::{rounded, table};

/// Nanoseconds of card crypto, two operations beside each other.
pub(super) fn cards(figures: &Figures) -> Outcome<String> {
    let mut rows: Vec<[String; 2]> =
        figures.card.medians.iter().map(|(name, median)| [spelled_card(name), rounded(*median)]).collect();
    if rows.is_empty() {
        return Err("no times of card crypto: bench-report --only card".to_owned());
    }
    let second = rows.split_off(rows.len().div_ceil(2));
    let seconds = second.into_iter().map(Some).chain(std::iter::repeat(None));
    let rows = rows.into_iter().zip(seconds).map(|(first, second)| [first, second.unwrap_or_default()].concat());
    Ok(table(&["", "ns", "", "ns"], rows))
}

fn spelled_card(name: &str) -> String {
    match name {
        "OpenSSL EVP 3DES" => "OpenSSL EVP, 3DES under a fresh key".to_owned(),
        "table-based" => "RustCrypto's table-based 3DES under a fresh key".to_owned(),
        _ => match name.split_once(' ') {
            Some(("respond", algorithm)) => format!("response, {}", spelled(algorithm)),
            Some(("respond-scheduled", algorithm)) => format!("response, {}, key schedule ready", spelled(algorithm)),
            Some(("pin", prf)) => format!("PIN of six digits, {}", spelled(prf)),
            _ => spelled(name),
        },
    }
}

/// The ratios that have a bar.
pub(super) fn ratios(figures: &Figures) -> Outcome<String> {
    let of = |name: &str| figures.card.medians.get(name).ok_or_else(|| format!("{name} has no time: bench-report --only card"));
    let row = |(what, to, bar): &(&str, &str, f64)| {
        let ratio = of(what)? / of(to)?;
        Ok(vec![format!("{} to {}", spelled_card(what), spelled_card(to)), format!("{ratio:.2}"), format!("{bar:.2}")])
    };
    Ok(table(&["ratio", "measured", "bar"], BARS.iter().map(row).collect::<Outcome<Vec<_>>>()?))
}

/// The service beside bare servers.
pub(super) fn service(figures: &Figures) -> Outcome<String> {
    let service = &figures.service;
    if service.cases.is_empty() {
        return Err("no figures of the service: bench-report --only service".to_owned());
    }
    let rows = service.cases.iter().map(|case| row(case, service)).collect::<Outcome<Vec<_>>>()?;
    Ok(table(&["", "requests/s", "median ms", "p99 ms", "of the bare one", "bar", "p99 of the bare update's", "bar"], rows))
}

fn row(case: &Case, service: &Service) -> Outcome<Vec<String>> {
    let find = |name: &str| {
        service.cases.iter().find(|case| case.name == name).ok_or_else(|| format!("no figures of the case `{name}`"))
    };
    let mut row = vec![case.name.clone(), rounded(case.rate), format!("{:.2}", case.median), format!("{:.2}", case.p99)];
    match &case.beside {
        Some((with, bar)) => row.extend([format!("{:.2}", case.rate / find(with)?.rate), format!("{bar:.1}")]),
        None => row.extend([String::new(), String::new()]),
    }
    match &case.p99_beside {
        Some((with, bar)) => row.extend([format!("{:.2}", case.p99 / find(with)?.p99), format!("{bar:.0}")]),
        None => row.extend([String::new(), String::new()]),
    }
    Ok(row)
}

/// A value of the measurement of the service.
pub(super) fn of_service(name: &str, figures: &Figures) -> Outcome<String> {
    let Service { commit, rounds, seconds, resident, resident_bar, .. } = &figures.service;
    Ok(match name {
        "commit" => commit.clone(),
        "rounds" => rounds.to_string(),
        "seconds" => seconds.to_string(),
        "resident" => format!("{resident:.1}"),
        "resident bar" => format!("{resident_bar:.0}"),
        _ => return Err(format!("the service has no value `{name}`")),
    })
}

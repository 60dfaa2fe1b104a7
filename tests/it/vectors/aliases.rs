//! The SID aliases.

use std::collections::BTreeSet;

use aclavis::{DomainSids, ErrorKind, Generation, ParseOptions, PrintOptions, Sid};

use crate::rows::{Row, check, good, read, same};
use crate::{domains, strict, unhex, windows};

const FILE: &str = "aliases.jsonl";

/// The generations in their order, as the rows name them.
const GENERATIONS: [(&str, Generation); 5] = [
    ("xp", Generation::Xp),
    ("vista", Generation::Vista),
    ("windows8", Generation::Windows8),
    ("windows10", Generation::Windows10),
    ("latest", Generation::Latest),
];

#[test]
fn there_are_sixty_eight_aliases_of_as_many_sids() {
    let rows = read(FILE);
    let aliases: BTreeSet<&str> = rows.iter().map(|row| row.text("alias")).collect();
    let sids: BTreeSet<&str> = rows.iter().map(|row| row.text("sid")).collect();
    assert_eq!((rows.len(), aliases.len(), sids.len()), (68, 68, 68));
}

#[test]
fn every_alias_is_its_sid() {
    check(FILE, |row| {
        let sid = good("alias", Sid::parse(row.text("alias"), &strict()))?;
        same("text", &&*sid.to_string(), &row.text("sid"))?;
        same("bytes", &sid.as_bytes(), &&*unhex(row.text("hex")))?;
        let lower = good("lower case", Sid::parse(&row.text("alias").to_lowercase(), &windows()))?;
        same("lower case", &lower, &sid)
    });
}

#[test]
fn every_sid_prints_as_its_alias() {
    check(FILE, |row| {
        let sid = good("SID", Sid::parse(row.text("sid"), &strict()))?;
        same("alias", &&*sid.to_sddl_with(&PrintOptions::new().with_domains(domains())), &row.text("alias"))
    });
}

#[test]
fn every_generation_prints_only_the_aliases_that_it_has() {
    check(FILE, |row| {
        let since = GENERATIONS.iter().position(|(name, _)| *name == row.text("since")).ok_or("unknown generation")?;
        let sid = good("SID", Sid::parse(row.text("sid"), &strict()))?;
        for (at, (_, generation)) in GENERATIONS.iter().enumerate() {
            let options = PrintOptions::new().with_domains(domains()).with_generation(*generation);
            let expected = if at < since { "sid" } else { "alias" };
            same("text", &&*sid.to_sddl_with(&options), &row.text(expected))?;
        }
        Ok(())
    });
}

#[test]
fn every_relative_alias_needs_exactly_its_own_domain() {
    check(FILE, |row| {
        let DomainSids { machine, domain, forest } = domains();
        let none = DomainSids::default();
        for (word, domains) in [
            ("machine", DomainSids { machine, ..none }),
            ("domain", DomainSids { domain, ..none }),
            ("forest", DomainSids { forest, ..none }),
            ("none", none),
        ] {
            relative(row, word, domains)?;
        }
        Ok(())
    });
}

/// Reads and prints a row's alias where only one of the domains is known.
fn relative(row: &Row, known: &str, domains: DomainSids) -> Result<(), String> {
    let fits = row.get("relative").is_none_or(|word| word == known);
    let parsed = Sid::parse(row.text("alias"), &ParseOptions::strict().with_domains(domains));
    let error = parsed.err().map(|error| (error.kind(), error.span()));
    same("error", &error, &(!fits).then_some((ErrorKind::AliasNeedsDomain, 0..2)))?;
    let sid = good("SID", Sid::parse(row.text("sid"), &ParseOptions::strict()))?;
    let printed = sid.to_sddl_with(&PrintOptions::new().with_domains(domains));
    same("text", &&*printed, &row.text(if fits { "alias" } else { "sid" }))
}

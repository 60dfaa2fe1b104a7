//! Options of the printer.

use aclavis::{Condition, DomainSids, ErrorKind, Generation, ParseOptions, PrintOptions, SecurityDescriptor, Sid};

use crate::{descriptor, domains};

fn print(text: &str, options: &PrintOptions) -> String {
    descriptor(text).to_sddl_with(options).unwrap()
}

#[test]
fn older_readers_get_the_sid_instead_of_a_newer_alias() {
    let text = "O:OWG:AAD:(A;;RC;;;HO)(A;;RC;;;KA)(XA;;RC;;;WD;(Member_of {SID(RA)}))S:(RA;;;;;WD;(\"n\",TD,0x0,MP))";
    let generation = |generation| print(text, &PrintOptions::new().with_domains(domains()).with_generation(generation));
    assert_eq!(generation(Generation::Latest), text);
    let key_admins = "S-1-5-21-400-500-600-526";
    let expected = [
        (Generation::Windows10, "OW", "AA", "S-1-5-32-584", "KA", "RA", "MP"),
        (Generation::Windows8, "OW", "AA", "S-1-5-32-584", key_admins, "RA", "MP"),
        (Generation::Vista, "OW", "S-1-5-32-579", "S-1-5-32-584", key_admins, "S-1-5-32-575", "MP"),
        (Generation::Xp, "S-1-3-4", "S-1-5-32-579", "S-1-5-32-584", key_admins, "S-1-5-32-575", "S-1-16-8448"),
    ];
    for (older, owner, group, first, second, member, value) in expected {
        let expected = format!(
            "O:{owner}G:{group}D:(A;;RC;;;{first})(A;;RC;;;{second})(XA;;RC;;;WD;(Member_of {{SID({member})}}))\
             S:(RA;;;;;WD;(\"n\",TD,0x0,{value}))"
        );
        assert_eq!(generation(older), expected, "{older:?}");
    }
}

#[test]
fn generations_are_ordered() {
    assert!(Generation::Xp < Generation::Vista && Generation::Vista < Generation::Windows8);
    assert!(Generation::Windows8 < Generation::Windows10 && Generation::Windows10 < Generation::Latest);
    assert_eq!(Generation::default(), Generation::Latest);
}

#[test]
fn each_class_of_relative_aliases_has_its_own_domain() {
    let text = "O:LAG:DUD:(A;;RC;;;EA)";
    let DomainSids { machine, domain, forest } = domains();
    let none = DomainSids::default();
    for (domains, expected) in [
        (none, "O:S-1-5-21-100-200-300-500G:S-1-5-21-400-500-600-513D:(A;;RC;;;S-1-5-21-700-800-900-519)"),
        (DomainSids { machine, ..none }, "O:LAG:S-1-5-21-400-500-600-513D:(A;;RC;;;S-1-5-21-700-800-900-519)"),
        (DomainSids { domain, ..none }, "O:S-1-5-21-100-200-300-500G:DUD:(A;;RC;;;S-1-5-21-700-800-900-519)"),
        (DomainSids { forest, ..none }, "O:S-1-5-21-100-200-300-500G:S-1-5-21-400-500-600-513D:(A;;RC;;;EA)"),
    ] {
        assert_eq!(print(text, &PrintOptions::new().with_domains(domains)), expected);
    }
}

#[test]
fn one_sid_for_all_three_domains() {
    let sid: Sid = "S-1-5-21-100-200-300".parse().unwrap();
    let options = ParseOptions::strict().with_domains(DomainSids::all(sid));
    let descriptor = SecurityDescriptor::parse("O:LAG:DAD:(A;;RC;;;EA)", &options).unwrap();
    let expected = "O:S-1-5-21-100-200-300-500G:S-1-5-21-100-200-300-512D:(A;;RC;;;S-1-5-21-100-200-300-519)";
    assert_eq!(descriptor.to_sddl().unwrap(), expected);
    let printing = PrintOptions::new().with_domains(DomainSids::all(sid));
    assert_eq!(descriptor.to_sddl_with(&printing).unwrap(), "O:LAG:DAD:(A;;RC;;;EA)");
}

#[test]
fn a_domain_of_another_form_has_relative_aliases_too() {
    let sid: Sid = "S-1-2-3-4".parse().unwrap();
    let options = PrintOptions::new().with_domains(DomainSids::all(sid));
    let parsed = SecurityDescriptor::parse("O:DA", &ParseOptions::strict().with_domains(DomainSids::all(sid))).unwrap();
    assert_eq!(parsed.owner().unwrap().to_string(), "S-1-2-3-4-512");
    assert_eq!(parsed.to_sddl_with(&options).unwrap(), "O:DA");
}

#[test]
fn a_domain_of_fifteen_sub_authorities_has_no_accounts() {
    let options = ParseOptions::windows().with_domains(DomainSids::all(Sid::new(5, &[1; 15]).unwrap()));
    let error = SecurityDescriptor::parse("O:DA", &options).unwrap_err();
    assert_eq!((error.kind(), error.span()), (aclavis::ErrorKind::SidTooLong, 2..4));
}

#[test]
fn trailing_nuls_are_counted_and_reproduced() {
    for nuls in [0, 1, 9] {
        let text = format!("O:SYD:(A;;RC;;;WD){}", "\0".repeat(nuls));
        let parsed = SecurityDescriptor::parse_text(&text, &ParseOptions::windows()).unwrap();
        assert_eq!(parsed.trailing_nuls, nuls);
        assert_eq!(parsed.descriptor, descriptor("O:SYD:(A;;RC;;;WD)"));
        let printing = PrintOptions::new().with_trailing_nuls(parsed.trailing_nuls);
        assert_eq!(parsed.descriptor.to_sddl_with(&printing).unwrap(), text);
    }
}

#[test]
fn a_sid_alone_prints_with_the_same_options() {
    let sid: Sid = "S-1-5-21-400-500-600-526".parse().unwrap();
    let options = PrintOptions::new().with_domains(domains());
    assert_eq!(sid.to_sddl_with(&options), "KA");
    assert_eq!(sid.as_ref().to_sddl_with(&options), "KA");
    assert_eq!(sid.to_sddl_with(&options.with_generation(Generation::Windows8)), "S-1-5-21-400-500-600-526");
    assert_eq!(sid.to_sddl_with(&PrintOptions::new()), "S-1-5-21-400-500-600-526");
}

#[test]
fn a_condition_prints_as_deep_as_it_is_read() {
    let nots = |count: usize| {
        let bytes = [&b"artx\xf8\x02\0\0\0a\0"[..], &vec![0xa2; count]].concat();
        Condition::from_bytes(&bytes).unwrap().to_sddl_with(&PrintOptions::new())
    };
    assert_eq!(nots(9_999).unwrap(), format!("{}(a){}", "(!".repeat(9_999), ")".repeat(9_999)));
    assert_eq!(nots(10_000).unwrap_err().kind(), ErrorKind::TooDeep);
}

//! Mistakes in SIDs.

use aclavis::{ErrorKind, Sid};

use super::assert_error;

const SID: &str = "expected two letters such as `SY`, or `S-1-...`";
const FORM: &str = "expected `S-1-`, an authority and 1 to 15 sub-authorities";
const DOMAINS: &str =
    "expected the SID of the machine for LA and LG, of the forest for RO, SA, EA and EK, of the domain for the others";

#[test]
fn an_empty_owner_is_a_missing_sid() {
    assert_error("O:", ErrorKind::MissingSid, 2..2, "missing SID", &format!(" at byte 2, {SID}"));
}

#[test]
fn an_empty_trustee_is_a_missing_sid() {
    assert_error("D:(A;;RC;;;)", ErrorKind::MissingSid, 11..11, "missing SID", &format!(" at byte 11, {SID}"));
}

#[test]
fn an_empty_owner_takes_the_next_section_for_an_alias() {
    assert_error("O:G:SY", ErrorKind::UnknownAlias, 2..4, "unknown SID alias `G:`", &format!(" at byte 2, {SID}"));
}

#[test]
fn an_unknown_alias_is_named() {
    assert_error("O:ZZ", ErrorKind::UnknownAlias, 2..4, "unknown SID alias `ZZ`", &format!(" at byte 2, {SID}"));
    assert_error("D:(A;;RC;;;IF)", ErrorKind::UnknownAlias, 11..13, "unknown SID alias `IF`", &format!(" at byte 11, {SID}"));
}

#[test]
fn an_alias_beyond_ascii_is_a_missing_sid() {
    assert_error("O:éa", ErrorKind::MissingSid, 2..2, "missing SID", &format!(" at byte 2, {SID}"));
}

#[test]
fn an_alias_of_one_letter_and_one_beyond_ascii_is_named_in_whole_characters() {
    assert_error("O:Aé", ErrorKind::UnknownAlias, 2..5, "unknown SID alias `Aé`", &format!(" at byte 2, {SID}"));
}

#[test]
fn the_name_of_an_account_is_named_as_a_whole() {
    assert_error(
        "D:(A;;RC;;;Authenticated Users)",
        ErrorKind::NotASid,
        11..30,
        "neither a SID nor an alias `Authenticated Users`",
        " at byte 11, expected two letters such as `SY`, or `S-1-...`: names of accounts cannot stand here",
    );
}

#[test]
fn an_alias_without_its_domain_says_which_it_needs() {
    let options = aclavis::ParseOptions::windows();
    for (text, span) in [("O:LA", 2..4), ("G:DU", 2..4), ("D:(A;;RC;;;EA)", 11..13)] {
        let error = aclavis::SecurityDescriptor::parse(text, &options).unwrap_err();
        assert_eq!((error.kind(), error.span()), (ErrorKind::AliasNeedsDomain, span.clone()));
        let short = format!("alias needs the SID of its domain `{}`", &text[span.clone()]);
        assert_eq!(error.to_string(), short);
        assert_eq!(format!("{error:#}"), format!("{short} at byte {}, {DOMAINS}", span.start));
        assert_eq!(aclavis::sddl_to_bytes(text, &options), Err(error));
    }
}

#[test]
fn sixteen_sub_authorities_are_refused_at_the_sixteenth() {
    assert_error(
        "O:S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16",
        ErrorKind::SidTooLong,
        44..46,
        "SID with more than 15 sub-authorities `16`",
        " at byte 44, expected 1 to 15 sub-authorities",
    );
}

#[test]
fn a_sid_without_sub_authority_is_refused_at_its_end() {
    assert_error(
        "O:S-1-5",
        ErrorKind::SidTooShort,
        7..7,
        "SID without sub-authority",
        " at byte 7, expected 1 to 15 sub-authorities",
    );
}

#[test]
fn an_authority_beyond_48_bits_is_named() {
    assert_error(
        "O:S-1-281474976710656-1",
        ErrorKind::SidAuthority,
        6..21,
        "SID authority beyond 48 bits `281474976710656`",
        " at byte 6, expected an authority below 281474976710656",
    );
}

#[test]
fn another_revision_is_a_malformed_sid() {
    assert_error("O:S-2-5-18", ErrorKind::BadSid, 4..5, "malformed SID `2`", &format!(" at byte 4, {FORM}"));
}

#[test]
fn a_sid_that_ends_in_a_dash_is_malformed_at_the_end() {
    assert_error("O:S-1-5-", ErrorKind::BadSid, 8..8, "malformed SID", &format!(" at byte 8, {FORM}"));
}

#[test]
fn letters_in_a_sid_are_malformed_where_they_stand() {
    assert_error("O:S-1-5-x", ErrorKind::BadSid, 8..9, "malformed SID `x`", &format!(" at byte 8, {FORM}"));
    assert_error("D:(A;;RC;;;S-1-é)", ErrorKind::BadSid, 15..17, "malformed SID `é`", &format!(" at byte 15, {FORM}"));
}

#[test]
fn a_blank_in_the_sid_of_an_ace_is_malformed() {
    assert_error("D:(A;;RC;;;S-1-5-32- 579)", ErrorKind::BadSid, 20..21, "malformed SID ` `", &format!(" at byte 20, {FORM}"));
}

#[test]
fn a_sid_alone_has_the_same_errors() {
    for (text, kind, span, long) in [
        ("", ErrorKind::MissingSid, 0..0, format!("missing SID at byte 0, {SID}")),
        ("S", ErrorKind::MissingSid, 0..0, format!("missing SID at byte 0, {SID}")),
        ("ZZ", ErrorKind::UnknownAlias, 0..2, format!("unknown SID alias `ZZ` at byte 0, {SID}")),
        ("SYS", ErrorKind::BadSid, 2..3, format!("malformed SID `S` at byte 2, {FORM}")),
        ("S-1-5-18 ", ErrorKind::BadSid, 8..9, format!("malformed SID ` ` at byte 8, {FORM}")),
        (" SY", ErrorKind::MissingSid, 0..0, format!("missing SID at byte 0, {SID}")),
    ] {
        let error = text.parse::<Sid>().unwrap_err();
        assert_eq!((error.kind(), error.span(), format!("{error:#}")), (kind, span, long), "{text:?}");
    }
}

//! Each limit on its own.

use aclavis::{Condition, DescriptorRef, ErrorKind, Limits, ParseOptions, SecurityDescriptor, Sid, sddl_to_bytes, syntax};

fn options(limits: Limits) -> ParseOptions {
    ParseOptions::windows().with_limits(limits)
}

/// The error kind and place of a text under limits, the same by all ways.
fn text(text: &str, limits: Limits) -> Result<(), (ErrorKind, usize)> {
    let options = options(limits);
    let parsed = SecurityDescriptor::parse(text, &options).map(drop).map_err(|error| (error.kind(), error.span().start));
    let straight = sddl_to_bytes(text, &options).map(drop).map_err(|error| (error.kind(), error.span().start));
    let counted = SecurityDescriptor::parse_text(text, &options).map(drop).map_err(|error| (error.kind(), error.span().start));
    assert_eq!((&straight, &counted), (&parsed, &parsed));
    let tree = syntax::parse(text, &options).and_then(|tree| tree.lower(&options));
    assert_eq!(tree.map(drop).map_err(|error| (error.kind(), error.span().start)), parsed);
    parsed
}

#[test]
fn input_limits_bytes_of_text() {
    let limits = Limits { input: 4, ..Limits::default() };
    assert_eq!(text("O:SY", limits), Ok(()));
    assert_eq!(text("O:SYD:", limits), Err((ErrorKind::InputTooLong, 0)));
    assert_eq!(text("O:SY\0", limits), Err((ErrorKind::InputTooLong, 0)), "NULs count");
}

#[test]
fn input_limits_bytes_of_a_binary_form() {
    let bytes = crate::descriptor("O:SY").to_bytes().unwrap();
    let limits = |input| Limits { input, ..Limits::default() };
    DescriptorRef::parse_with(&bytes, &limits(32)).unwrap();
    let error = SecurityDescriptor::from_bytes_with(&bytes, &limits(31)).unwrap_err();
    assert_eq!((error.kind(), error.span()), (ErrorKind::InputTooLong, 0..0));
}

#[test]
fn input_limits_conditions_and_sids() {
    let options = |input| options(Limits { input, ..Limits::default() });
    Condition::parse("(a)", &options(3)).unwrap();
    assert_eq!(Condition::parse("(a )", &options(3)).unwrap_err().kind(), ErrorKind::InputTooLong);
    Sid::parse("S-1-1-0", &options(7)).unwrap();
    assert_eq!(Sid::parse("S-1-1-0", &options(6)).unwrap_err().kind(), ErrorKind::InputTooLong);
}

#[test]
fn aces_limits_all_lists_of_a_text_together() {
    let limits = Limits { aces: 2, ..Limits::default() };
    assert_eq!(text("D:(A;;RC;;;WD)S:(AU;SA;RC;;;WD)", limits), Ok(()));
    assert_eq!(text("D:(A;;RC;;;WD)(A;;RC;;;WD)S:(AU;SA;RC;;;WD)", limits), Err((ErrorKind::TooManyAces, 29)));
    assert_eq!(text("D:(A;;RC;;;WD)", Limits { aces: 0, ..limits }), Err((ErrorKind::TooManyAces, 3)));
    assert_eq!(text("D:", Limits { aces: 0, ..limits }), Ok(()));
}

#[test]
fn aces_limits_all_lists_of_a_binary_form_together() {
    let bytes = crate::descriptor("D:(A;;RC;;;WD)(A;;RC;;;WD)S:(AU;SA;RC;;;WD)").to_bytes().unwrap();
    let limits = |aces| Limits { aces, ..Limits::default() };
    SecurityDescriptor::from_bytes_with(&bytes, &limits(3)).unwrap();
    let error = SecurityDescriptor::from_bytes_with(&bytes, &limits(2)).unwrap_err();
    assert_eq!((error.kind(), error.span()), (ErrorKind::TooManyAces, 48..48), "the DACL, behind the SACL");
}

#[test]
fn nesting_limits_parentheses() {
    let limits = |nesting| Limits { nesting, ..Limits::default() };
    assert_eq!(text("D:(XA;;RC;;;WD;(((a))))", limits(3)), Ok(()));
    assert_eq!(text("D:(XA;;RC;;;WD;(((a))))", limits(2)), Err((ErrorKind::TooDeep, 17)));
    assert_eq!(text("D:(XA;;RC;;;WD;(!(!(a))))", limits(3)), Ok(()));
    assert_eq!(text("D:(XA;;RC;;;WD;(!(!(a))))", limits(2)), Err((ErrorKind::TooDeep, 19)));
    assert_eq!(text("D:(XA;;RC;;;WD;((a) && (b)))", limits(2)), Ok(()), "levels, not their number");
    assert_eq!(text("D:(XA;;RC;;;WD;(Member_of((SID(BA)))))", limits(2)), Ok(()), "those of a group for themselves");
    assert_eq!(text("D:(XA;;RC;;;WD;(Member_of(((SID(BA))))))", limits(2)), Err((ErrorKind::TooDeep, 27)));
}

#[test]
fn limits_are_errors_of_their_own_class() {
    let all = [
        ErrorKind::InputTooLong,
        ErrorKind::TooManyAces,
        ErrorKind::TooDeep,
        ErrorKind::AceTooLarge,
        ErrorKind::AclTooLarge,
        ErrorKind::DescriptorTooLarge,
    ];
    assert!(all.into_iter().all(ErrorKind::is_limit));
    let others = [ErrorKind::Unexpected, ErrorKind::BadOffset, ErrorKind::NotExpressible, ErrorKind::SidTooLong];
    assert!(!others.into_iter().any(ErrorKind::is_limit));
}

#[test]
fn default_limits_are_as_documented() {
    let limits = Limits::default();
    assert_eq!((limits.input, limits.aces, limits.nesting), (16 << 20, 65_536, 10_000));
    assert_eq!(ParseOptions::windows().limits(), &limits);
    assert_eq!(ParseOptions::strict().limits(), &limits);
}

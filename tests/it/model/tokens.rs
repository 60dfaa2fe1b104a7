//! Conditions as tokens.

use aclavis::{Condition, ErrorKind, Integer, IntegerBase, IntegerSign, MalformedToken, Operator, Scope, Token, Tokens};

fn condition(text: &str) -> Condition {
    text.parse().unwrap()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn tokens_come_in_postfix_order() {
    let condition = condition("(@User.a == -0x2 && !(Exists b))");
    let tokens: Vec<Token<'_>> = condition.tokens().map(Result::unwrap).collect();
    let expected = [
        Token::Attribute(Scope::User, &utf16("a")),
        Token::Integer(Integer { value: -2, sign: IntegerSign::Minus, base: IntegerBase::Hexadecimal }),
        Token::Operator(Operator::Equal),
        Token::Attribute(Scope::Local, &utf16("b")),
        Token::Operator(Operator::Exists),
        Token::Operator(Operator::Not),
        Token::Operator(Operator::And),
    ];
    assert_eq!(tokens, expected);
}

#[test]
fn composites_give_their_values() {
    let condition = condition("(@Device.a Any_of {1, \"é\", #0aff, SID(SY)})");
    let composite = condition.tokens().find_map(|token| match token {
        Ok(Token::Composite(values)) => Some(values),
        _ => None,
    });
    let values: Vec<Token<'_>> = composite.unwrap().map(Result::unwrap).collect();
    let [Token::Integer(integer), Token::String(string), Token::Octets(octets), Token::Sid(sid)] = &values[..] else {
        panic!("{values:?}")
    };
    assert_eq!((integer.value, integer.sign, integer.base), (1, IntegerSign::None, IntegerBase::Decimal));
    assert_eq!((*string, *octets, sid.to_string()), (&*utf16("é"), &[0x0a, 0xff][..], "S-1-5-18".to_owned()));
}

#[test]
fn integers_of_every_width_are_read_and_printed_alike() {
    for code in 1..=4 {
        let bytes = [&b"artx\xf8\x02\0\0\0a\0"[..], &[code, 42, 0, 0, 0, 0, 0, 0, 0, 3, 2], &[0x80]].concat();
        let condition = Condition::from_bytes(&bytes).unwrap();
        assert_eq!((condition.to_string(), condition.as_bytes()), ("(a == 42)".to_owned(), &bytes[..]));
    }
}

#[test]
fn integers_with_another_sign_or_base_are_malformed() {
    for (sign, base) in [(0, 2), (4, 2), (3, 0), (3, 4)] {
        let bytes = [&b"artx\xf8\x02\0\0\0a\0"[..], &[4, 42, 0, 0, 0, 0, 0, 0, 0, sign, base], &[0x80]].concat();
        assert_eq!(Condition::from_bytes(&bytes).unwrap_err().span(), 11..23);
    }
}

#[test]
fn padding_is_up_to_three_zeros() {
    let whole = condition("(a)");
    assert_eq!(whole.as_bytes(), b"artx\xf8\x02\0\0\0a\0\0");
    assert_eq!(Condition::from_bytes(&whole.as_bytes()[..11]).unwrap().to_string(), "(a)", "without padding");
    for zeros in 1..=3 {
        Condition::from_bytes(&[&whole.as_bytes()[..11], &[0; 3][..zeros]].concat()).unwrap();
    }
    let error = Condition::from_bytes(&[&whole.as_bytes()[..11], &[0; 4]].concat()).unwrap_err();
    assert_eq!((error.kind(), error.span()), (ErrorKind::BadCondition, 11..15));
    assert_eq!(Condition::from_bytes(b"artx").unwrap_err().span(), 4..4, "nothing at all");
}

#[test]
fn operators_have_the_codes_of_the_specification() {
    let spellings = [
        "==",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "Contains",
        "Exists",
        "Any_of",
        "Member_of",
        "Device_Member_of",
        "Member_of_any",
        "Device_Member_of_Any",
        "Not_Exists",
        "Not_Contains",
        "Not_Any_of",
        "Not_Member_of",
        "Not_Device_Member_of",
        "Not_Member_of_Any",
        "Not_Device_Member_of_Any",
    ];
    for (code, spelling) in (0x80..=0x93_u8).zip(spellings) {
        let operands = b"artx\xf9\x02\0\0\0a\0";
        let second = [&operands[4..], &[code]].concat();
        let binary = Condition::from_bytes(&[operands, &second[..]].concat());
        let unary = Condition::from_bytes(&[&operands[..], &[code]].concat());
        let condition = binary.or(unary).unwrap();
        let last = condition.tokens().last().unwrap().unwrap();
        let Token::Operator(operator) = last else { panic!("{last:?}") };
        assert_eq!(operator.text(), spelling, "{code:#x}");
    }
    assert_eq!([Operator::And, Operator::Or, Operator::Not].map(Operator::text), ["&&", "||", "!"]);
}

#[test]
fn a_malformed_token_ends_the_tokens() {
    let condition = condition("(a)");
    let tokens: Tokens<'_> = condition.tokens();
    assert_eq!(tokens.count(), 1);
    let composite = b"artx\xf8\x02\0\0\0a\0\x50\x01\0\0\0\x99\x80";
    assert_eq!(Condition::from_bytes(composite).unwrap_err().span(), 11..18);
    assert_eq!(format!("{MalformedToken:?}"), "MalformedToken");
}

#[test]
fn names_are_decoded_with_half_characters_replaced() {
    assert_eq!(Condition::decode_utf16(&utf16("né😀")), "né😀");
    assert_eq!(Condition::decode_utf16(&[0x3d, 0xd8, 0x61, 0]), "\u{fffd}a");
}

#[test]
fn conditions_are_compared_by_their_bytes() {
    assert_eq!(condition("(a==1)"), condition("( a == 1 )"));
    assert_ne!(condition("(a == 1)"), condition("(a == +1)"));
    assert_eq!(format!("{:?}", condition("(a==1)")), "Condition((a == 1))");
}

#[test]
fn a_condition_is_the_whole_text_and_fits_into_an_ace() {
    let error = " (a) b".parse::<Condition>().unwrap_err();
    assert_eq!(
        format!("{error:#}"),
        "operator missing in a condition at byte 5, expected an operator such as `==`, `&&` or `Contains`, or `)`"
    );
    assert_eq!(" (a) \n".parse::<Condition>().unwrap().to_string(), "(a)");
    let large = format!("(a == \"{}\")", "x".repeat(32_768)).parse::<Condition>().unwrap_err();
    assert_eq!((large.kind(), large.span()), (ErrorKind::AceTooLarge, 0..0));
}

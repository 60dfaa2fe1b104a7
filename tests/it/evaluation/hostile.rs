//! Conditions and claims of hostile sizes: what takes a naive evaluation quadratic time or its stack.

use aclavis::{AccessToken, AttributeValues, Claim, Claims, Condition, Error, ErrorKind, Limits, Sid, Truth};

use super::{Context, FALSE, TRUE, UNKNOWN};

/// The token of the user's attribute `a`.
const A: &[u8] = b"\xf9\x02\0\0\0a\0";

fn condition(tokens: &[u8]) -> Condition {
    Condition::from_bytes(&[b"artx", tokens].concat()).unwrap()
}

fn claims(values: &[(&str, AttributeValues)]) -> Claims {
    Claims::new(values.iter().map(|(name, values)| Claim::new(name, 0, values.clone()))).unwrap()
}

fn within(condition: &Condition, user: &Claims, steps: usize) -> Result<Truth, ErrorKind> {
    let context = Context { user, ..Context::default() };
    let limits = Limits { steps, ..Limits::default() };
    context.evaluate(condition, &limits).map_err(|error: Error| error.kind())
}

/// The value, and the steps that it takes exactly.
fn assert_value(condition: &Condition, user: &Claims, expected: Truth, steps: usize) {
    assert_eq!(within(condition, user, steps), Ok(expected));
    assert_eq!(within(condition, user, steps - 1), Err(ErrorKind::TooManySteps));
}

#[test]
fn sixty_thousand_negations_are_taken_one_by_one() {
    let user = claims(&[("a", AttributeValues::Boolean(vec![1]))]);
    for (count, expected) in [(60_000, TRUE), (59_999, FALSE)] {
        let tokens = [A, &vec![0xa2; count]].concat();
        assert_value(&condition(&tokens), &user, expected, count + 1);
    }
}

#[test]
fn operands_may_pile_up() {
    let user = claims(&[("a", AttributeValues::Boolean(vec![1]))]);
    let count = 8_000;
    let tokens = [A.repeat(count), vec![0xa0; count - 1]].concat();
    assert_value(&condition(&tokens), &user, TRUE, 2 * count - 1);
}

#[test]
fn operators_on_what_they_cannot_take_are_taken_one_by_one() {
    let user = Claims::default();
    for code in [0x87, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x90, 0x91, 0x92, 0x93] {
        let tokens = [A, &vec![code; 60_000]].concat();
        assert_value(&condition(&tokens), &user, UNKNOWN, 60_001);
    }
}

#[test]
fn comparisons_of_large_claims_are_not_quadratic() {
    let count = 100_000_i64;
    let user = claims(&[
        ("a", AttributeValues::Integer((0..count).collect())),
        ("b", AttributeValues::Integer((0..count).rev().collect())),
        ("c", AttributeValues::Unsigned((200_000..300_000).collect())),
    ]);
    for (text, expected) in [
        ("(@User.a == @User.b)", TRUE),
        ("(@User.a == @User.c)", FALSE),
        ("(@User.a Contains @User.b)", TRUE),
        ("(@User.a Not_Any_of @User.c)", TRUE),
    ] {
        assert_value(&text.parse().unwrap(), &user, expected, 200_003);
    }
    assert_eq!(within(&"(@User.a < @User.b)".parse().unwrap(), &user, 3), Ok(UNKNOWN), "nothing is looked at");
}

#[test]
fn comparisons_of_large_composites_are_not_quadratic() {
    let values = |numbers: &mut dyn Iterator<Item = i64>| {
        let tokens: Vec<u8> = numbers.flat_map(|n| [&[4], &n.to_le_bytes()[..], &[3, 2]].concat()).collect();
        [&[0x50], &u32::try_from(tokens.len()).unwrap().to_le_bytes()[..], &tokens].concat()
    };
    let count = 2_900;
    let (a, b) = (values(&mut (0..count)), values(&mut (0..count).rev()));
    for (code, expected) in [(0x80, TRUE), (0x81, FALSE), (0x86, TRUE), (0x8f, FALSE)] {
        let whole = condition(&[&a[..], &b, &[code]].concat());
        assert_value(&whole, &Claims::default(), expected, 3 + 4 * 2_900);
    }
}

#[test]
fn claims_with_many_values_are_prepared_quickly() {
    let strings = |from: u32| (from..from + 100_000).map(|n| format!("value {n}").encode_utf16().collect()).collect();
    let user = claims(&[("a", AttributeValues::String(strings(0))), ("b", AttributeValues::String(strings(50_000)))]);
    assert_value(&"(@User.a Any_of @User.b)".parse().unwrap(), &user, TRUE, 200_003);
    let mut repeated: Vec<i64> = (0..100_000).collect();
    repeated.push(77_777);
    let error = Claims::new([Claim::new("a", 0, AttributeValues::Integer(repeated))]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadClaim);
}

#[test]
fn many_claims_are_found_quickly() {
    let name = |n: u32| format!("{}{n}", "x".repeat(200));
    let user = Claims::new((0..100_000).map(|n| Claim::new(&name(n), 0, AttributeValues::Boolean(vec![1])))).unwrap();
    assert_eq!(user.iter().len(), 100_000);
    let token = AccessToken::builder(Sid::default()).user_claims(user).build();
    for n in 0..1000 {
        let condition: Condition = format!("(@User.{})", name(n * 100).to_uppercase()).parse().unwrap();
        assert_eq!(condition.evaluate(&token, &Claims::default(), &Limits { steps: 1, ..Limits::default() }), Ok(TRUE));
    }
}

#[test]
fn long_strings_take_steps_by_their_length() {
    let user = claims(&[("a", AttributeValues::String(vec![vec![0x7a; 100_000]]))]);
    let comparison = [A, A, &[0x80]].concat();
    let mut tokens = comparison.clone();
    (0..3_900).for_each(|_| tokens.extend([&comparison[..], &[0xa0]].concat()));
    assert_eq!(within(&condition(&comparison), &user, Limits::default().steps), Ok(TRUE));
    assert_eq!(within(&condition(&tokens), &user, Limits::default().steps), Err(ErrorKind::TooManySteps));
}

#[test]
fn large_claims_that_are_asked_often_use_up_the_steps() {
    let user = claims(&[("a", AttributeValues::Integer((0..100_000).collect()))]);
    let text = ["@User.a Any_of {-1}"; 20].join(" || ");
    assert_eq!(within(&format!("({text})").parse().unwrap(), &user, Limits::default().steps), Err(ErrorKind::TooManySteps));
}

#[test]
fn many_groups_are_asked_quickly() {
    let sid = |rid| Sid::new(5, &[21, 1, 2, 3, rid]).unwrap();
    let groups: Vec<Sid> = (0..100_000).map(sid).collect();
    let sids: Vec<u8> = (0..1_900).flat_map(|n| [b"\x51\x1c\0\0\0", sid(n * 50).as_bytes()].concat()).collect();
    let tokens = [&[0x50], &u32::try_from(sids.len()).unwrap().to_le_bytes()[..], &sids, &[0x89]].concat();
    let context = Context { groups: &groups, ..Context::default() };
    assert_eq!(context.evaluate(&condition(&tokens), &Limits::default()), Ok(TRUE));
}

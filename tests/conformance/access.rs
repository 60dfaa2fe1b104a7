//! The rows that check access.

use aclavis::{
    AccessDecision, AccessMask, AccessRequest, AccessToken, AttributeValues, Claim, Claims, Condition, GenericMapping, Operator,
    ParseOptions, Privileges, Scope, SecurityDescriptor, Sid, Token,
};
use serde_json::Value;

use crate::report::Report;
use crate::rows::{Row, Vectors};

/// What is recorded, and the comparisons that it is about.
type Contradiction = (&'static str, fn(&Operation<'_>) -> bool);

/// Where Windows, as recorded, contradicts the tests of one implementation.
const CONTRADICTED: &[Contradiction] = &[
    ("recorded: composites are equal by content and count, `{a, b, a}` is not `{a, b}`", |operation| {
        operation.compares_with_repetitions()
    }),
    ("recorded: `Any_of` needs a composite on its right, a bare literal gives unknown", |operation| {
        operation.is_any_of_literal()
    }),
    ("recorded: an empty claim is neither equal nor unequal to anything", |operation| operation.compares_empty_claim()),
];

/// Wine's rows.
pub(crate) fn wine(vectors: &Vectors) -> Report {
    let mut report = Report::default();
    for row in vectors.rows("sddl/wine_access_check.jsonl") {
        report.row(row.id(), row.counts(), check(&row));
    }
    report
}

/// The checks among the rows of smbtorture.
pub(crate) fn torture(vectors: &Vectors) -> Report {
    let mut report = Report::default();
    for row in vectors.rows("sddl/samba_torture_access_inherit.jsonl").iter().filter(|row| row.kind() == "access_check") {
        report.row(row.id(), row.counts(), check(row));
    }
    report
}

/// Samba's own tests of conditional ACEs. Every difference must be explained by what Windows does.
pub(crate) fn conditional(vectors: &Vectors, file: &str) -> Report {
    let mut report = Report::of_opinions();
    for row in vectors.rows(file) {
        match (conditional_check(&row), explanation(&row)) {
            (Err(how), Some(reason)) => report.explained(row.id(), &how, reason),
            (outcome, _) => report.row(row.id(), row.counts(), outcome),
        }
    }
    report
}

/// A comparison of a row's condition, with the claims of its token.
struct Operation<'r> {
    operator: Operator,
    right: Token<'r>,
    /// The values of the claim on its left.
    left: Option<&'r Vec<Value>>,
}

impl Operation<'_> {
    fn compares_with_repetitions(&self) -> bool {
        let Token::Composite(values) = self.right else { return false };
        let values: Vec<String> = values.map(|value| format!("{:?}", value.expect("well-formed"))).collect();
        let is_repeated = |value: &String| values.iter().filter(|other| *other == value).count() > 1;
        matches!(self.operator, Operator::Equal | Operator::NotEqual) && values.iter().any(is_repeated)
    }

    fn is_any_of_literal(&self) -> bool {
        matches!(self.operator, Operator::AnyOf | Operator::NotAnyOf)
            && matches!(self.right, Token::String(_) | Token::Integer(_))
    }

    fn compares_empty_claim(&self) -> bool {
        matches!(self.operator, Operator::Equal | Operator::NotEqual) && self.left.is_some_and(Vec::is_empty)
    }
}

/// Why Windows answers a row in another way than its source.
fn explanation(row: &Row) -> Option<&'static str> {
    let descriptor = SecurityDescriptor::parse(row.text("sddl"), &row.parse_options()).ok()?;
    if descriptor.dacl().is_absent() {
        return Some("recorded: a descriptor without DACL grants everything");
    }
    let conditions = descriptor
        .dacl()
        .aces()
        .iter()
        .filter_map(|ace| ace.as_ref().condition())
        .map(|condition| condition.expect("well-formed"));
    conditions.into_iter().find_map(|condition| {
        let tokens: Vec<Token<'_>> = condition.tokens().map(|token| token.expect("well-formed")).collect();
        tokens.windows(3).find_map(|window| {
            let &[Token::Attribute(scope, name), right, Token::Operator(operator)] = window else { return None };
            let claims = &row.0["token"][if scope == Scope::User { "user_claims" } else { "device_claims" }];
            let left = claims[Condition::decode_utf16(name)]["values"].as_array();
            let operation = Operation { operator, right, left };
            CONTRADICTED.iter().find(|(_, is_so)| is_so(&operation)).map(|(reason, _)| *reason)
        })
    })
}

fn sid(text: &str, options: &ParseOptions) -> Sid {
    let text = if text == "user" { "S-1-5-21-1-2-3-1000" } else { text };
    Sid::parse(text, options).unwrap_or_else(|error| panic!("{text}: {error:#}"))
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().map(|one| one.as_str().expect("a text"))
}

/// The token of a row: the first SID is the user; without one it is somebody.
fn token(row: &Row) -> Result<AccessToken, String> {
    let given = &row.0["token"];
    let options = row.parse_options();
    let mut sids = texts(&given["sids"]).map(|text| sid(text, &options));
    let user = sids.next().unwrap_or_else(|| sid("user", &options));
    let mut token = AccessToken::builder(user).groups(sids);
    for text in texts(&given["device_sids"]) {
        token = token.device_group(sid(text, &options));
    }
    for name in texts(&given["privileges"]) {
        token = token.privileges(Privileges::named(name).ok_or("unknown privilege")?);
    }
    token = token.user_claims(claims(&given["user_claims"], &options)?);
    token = token.device_claims(claims(&given["device_claims"], &options)?);
    Ok(token.build())
}

fn claims(value: &Value, options: &ParseOptions) -> Result<Claims, String> {
    let claims = value.as_object().into_iter().flatten().map(|(name, claim)| {
        let flags = u32::try_from(claim["flags"].as_u64().unwrap_or_default()).expect("flags");
        let values = match claim["literal"].as_str() {
            Some(literal) => literal_values(literal, options),
            None => typed_values(claim["type"].as_str().expect("a type"), claim["values"].as_array().expect("values")),
        };
        Claim::new(name, flags, values)
    });
    Claims::new(claims).map_err(|error| error.to_string())
}

fn typed_values(kind: &str, values: &[Value]) -> AttributeValues {
    let text = |value: &Value| value.as_str().expect("a text").encode_utf16().collect();
    match kind {
        "string" => AttributeValues::String(values.iter().map(text).collect()),
        "int64" => AttributeValues::Integer(values.iter().map(|one| one.as_i64().expect("an integer")).collect()),
        "uint64" => AttributeValues::Unsigned(values.iter().map(|one| one.as_u64().expect("an integer")).collect()),
        other => panic!("unknown type {other}"),
    }
}

/// The values of a literal as conditions have them.
fn literal_values(literal: &str, options: &ParseOptions) -> AttributeValues {
    let condition = Condition::parse(&format!("(@User.claim == {literal})"), options).expect("a literal");
    let literal = condition.tokens().nth(1).expect("a literal").expect("well-formed");
    let values: Vec<Token<'_>> = match literal {
        Token::Composite(values) => values.map(|value| value.expect("well-formed")).collect(),
        single => vec![single],
    };
    match values.first() {
        Some(Token::String(_)) => AttributeValues::String(
            values
                .iter()
                .map(|value| match value {
                    Token::String(bytes) => Condition::decode_utf16(bytes).encode_utf16().collect(),
                    other => panic!("{other:?} among strings"),
                })
                .collect(),
        ),
        Some(Token::Sid(_)) => AttributeValues::Sid(
            values
                .iter()
                .map(|value| match value {
                    Token::Sid(sid) => sid.to_sid(),
                    other => panic!("{other:?} among SIDs"),
                })
                .collect(),
        ),
        other => panic!("claims of {other:?} do not occur"),
    }
}

/// A mask: a number, digits in a text, or letters.
fn mask(value: &Value) -> AccessMask {
    let bits = match value {
        Value::Number(number) => u32::try_from(number.as_u64().expect("an unsigned number")).expect("32 bits"),
        Value::String(text) => u32::from_str_radix(text.strip_prefix("0x").expect("0x"), 16).expect("digits"),
        other => panic!("{other} is no mask"),
    };
    AccessMask::from_bits_retain(bits)
}

fn check(row: &Row) -> Result<(), String> {
    let descriptor = SecurityDescriptor::parse(row.text("sd"), &row.parse_options()).map_err(|error| format!("{error:#}"))?;
    let mapping = match &row.0["generic_mapping"] {
        Value::Null => GenericMapping::FILE,
        given => GenericMapping {
            read: mask(&given["read"]),
            write: mask(&given["write"]),
            execute: mask(&given["execute"]),
            all: mask(&given["all"]),
        },
    };
    let token = token(row)?;
    let request = AccessRequest::new(mask(&row.0["desired"])).with_mapping(mapping);
    let (expect, win32) = match request.check(&token, &descriptor) {
        Err(error) => ("error", error.kind().win32()),
        Ok(outcome) if outcome.is_allowed() => ("allow", 0),
        Ok(outcome) => ("deny", outcome.decision.win32()),
    };
    if expect != row.text("expect") {
        return Err(format!("{expect}, not {}", row.text("expect")));
    }
    let named = match row.get("win32_error") {
        Some("ERROR_ACCESS_DENIED") => Some(5),
        Some("ERROR_PRIVILEGE_NOT_HELD") => Some(1314),
        Some("ERROR_INVALID_SECURITY_DESCR") => Some(1338),
        Some("ERROR_GENERIC_NOT_MAPPED") => Some(1360),
        Some(other) => panic!("unknown error {other}"),
        None => None,
    };
    if named.is_some_and(|named| named != win32) {
        return Err(format!("Win32 error {win32}, not {named:?}"));
    }
    let Ok(outcome) = request.check(&token, &descriptor) else { return Ok(()) };
    if !row.0["granted"].is_null() {
        let ignored = if row.0["ignore_bits"].is_null() { AccessMask::empty() } else { mask(&row.0["ignore_bits"]) };
        let (ours, theirs) = (outcome.granted.difference(ignored), mask(&row.0["granted"]).difference(ignored));
        if ours != theirs {
            return Err(format!("granted {ours:?}, not {theirs:?}"));
        }
    }
    let used: Vec<&str> = outcome.privileges_used.names().collect();
    let expected: Vec<&str> = texts(&row.0["privileges_used"]).collect();
    if used == expected { Ok(()) } else { Err(format!("used {used:?}, not {expected:?}")) }
}

/// Only whether access is allowed counts: these tests have no other result.
fn conditional_check(row: &Row) -> Result<(), String> {
    let text = row.text("sddl");
    let text = if text.contains("O:") { text.to_owned() } else { format!("O:SYG:SY{text}") };
    let expected = row.text("expect");
    let descriptor = match SecurityDescriptor::parse(&text, &row.parse_options()) {
        Err(_) if expected == "parse_fail" => return Ok(()),
        Err(error) => return Err(format!("{error:#}")),
        Ok(descriptor) => descriptor,
    };
    // A token with a claim that cannot be used gets nothing.
    let allowed = match token(row) {
        Err(_) => false,
        Ok(token) => AccessRequest::new(mask(&row.0["access"]))
            .check(&token, &descriptor)
            .is_ok_and(|outcome| outcome.decision == AccessDecision::Allowed),
    };
    let ours = if allowed { "allow" } else { "deny" };
    if ours == expected { Ok(()) } else { Err(format!("{ours}, not {expected}: {}", text.chars().take(120).collect::<String>())) }
}

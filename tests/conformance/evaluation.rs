//! The rows about the values of conditions, asserted against a domain controller.

use aclavis::{AccessToken, AttributeValues, Claim, Claims, Condition, Limits, Sid};
use serde_json::Value;

use crate::report::{Report, same};
use crate::rows::{Row, Vectors};

/// Every row.
pub(crate) fn run(vectors: &Vectors) -> Report {
    let mut report = Report::default();
    for row in vectors.rows("sddl/samba_cond_eval_windows_kdc.jsonl") {
        let claims = match row.kind() {
            "cond_eval" => of_user(&row),
            "cond_eval_pac" => of_sets(&row),
            other => panic!("unknown kind {other}"),
        };
        report.row(row.id(), row.counts(), check(&row, Claims::new(claims)));
    }
    report
}

fn check(row: &Row, claims: Result<Claims, aclavis::Error>) -> Result<(), String> {
    let claims = match (claims, row.text("expect").starts_with("error(")) {
        (Ok(claims), false) => claims,
        (Err(_), true) => return Ok(()),
        (Ok(_), true) => return Err("the claims are accepted".to_owned()),
        (Err(error), false) => return Err(format!("the claims are refused: {error:#}")),
    };
    let condition = Condition::parse(row.text("cond"), &row.parse_options()).map_err(|error| format!("{error:#}"))?;
    let token = AccessToken::builder(Sid::default()).user_claims(claims).build();
    let truth = condition.evaluate(&token, &Claims::default(), &Limits::default()).map_err(|error| format!("{error:#}"))?;
    same("value", &*truth.to_string(), row.text("expect"))
}

/// One claim a name.
fn of_user(row: &Row) -> Vec<Claim> {
    row.0["user_claims"].as_object().expect("claims").iter().map(|(name, rest)| claim(name, rest)).collect()
}

/// Claims of the directory and of certificates, in order.
fn of_sets(row: &Row) -> Vec<Claim> {
    let sets = row.0["claims_sets"].as_array().expect("sets of claims").iter();
    let used = sets.filter(|set| matches!(set["source_type"].as_u64(), Some(1 | 2)));
    let claims = used.flat_map(|set| set["claims"].as_array().expect("claims"));
    claims.map(|one| claim(one["name"].as_str().expect("a name"), one)).collect()
}

fn claim(name: &str, rest: &Value) -> Claim {
    let values = rest["values"].as_array().expect("values");
    let values = match rest["type"].as_str().expect("a type") {
        "int64" => AttributeValues::Integer(values.iter().flat_map(|one| numbers(one, Value::as_i64)).collect()),
        "uint64" => AttributeValues::Unsigned(values.iter().flat_map(|one| numbers(one, Value::as_u64)).collect()),
        "boolean" => AttributeValues::Boolean(values.iter().flat_map(|one| numbers(one, Value::as_u64)).collect()),
        "string" => AttributeValues::String(values.iter().map(|one| string(one).encode_utf16().collect()).collect()),
        "sid(5)" if values.is_empty() => AttributeValues::Sid(Vec::new()),
        "octet(16)" if values.is_empty() => AttributeValues::Octets(Vec::new()),
        other => panic!("unknown type {other}"),
    };
    Claim::new(name, 0, values)
}

/// A number, or those of `range(first, end)`.
fn numbers<T: TryFrom<u64>>(value: &Value, number: fn(&Value) -> Option<T>) -> Vec<T> {
    let Some(range) = value.as_str() else { return vec![number(value).expect("a number")] };
    let (first, end) = arguments(range, "range").expect("a range");
    let bound = |text: &str| text.parse::<u64>().expect("a bound");
    (bound(first)..bound(end)).filter_map(|one| T::try_from(one).ok()).collect()
}

/// A string, or that of `repeat('piece', count)`.
fn string(value: &Value) -> String {
    let text = value.as_str().expect("a string");
    match arguments(text, "repeat") {
        Some((piece, count)) => piece.trim_matches('\'').repeat(count.parse().expect("a count")),
        None => text.to_owned(),
    }
}

/// The two arguments of a generator.
fn arguments<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')')?.rsplit_once(',')
}

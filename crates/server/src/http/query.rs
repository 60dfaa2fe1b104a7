//! The parameters of a query string.

use std::fmt;

use percent_encoding::percent_decode_str;

use super::problem::Problem;

/// The parameters of a query string. Its `Debug` output shows the names only.
#[derive(Clone, Default)]
pub struct Query(Vec<(&'static str, String)>);

impl Query {
    /// Reads a query string of a route that has these parameters. Names are compared exactly, a plus sign is a blank.
    ///
    /// # Errors
    ///
    /// Percent signs or bytes that are no UTF-8, an unknown parameter, a repeated one. No message has anything from the query.
    pub fn parse(raw: Option<&str>, known: &[&'static str]) -> Result<Self, Problem> {
        let raw = raw.unwrap_or_default();
        if !is_well_formed(raw) {
            return Err(Problem::bad_request("bad-query", "the query is not percent-encoded UTF-8"));
        }
        let mut query = Self::default();
        for (name, value) in form_urlencoded::parse(raw.as_bytes()) {
            let known = *known.iter().find(|known| **known == name).ok_or_else(|| unknown(known))?;
            if query.optional(known).is_some() {
                return Err(Problem::bad_request("repeated-parameter", format!("the parameter `{known}` is given twice")));
            }
            query.0.push((known, value.into_owned()));
        }
        Ok(query)
    }

    /// A parameter that must be there.
    ///
    /// # Errors
    ///
    /// It is missing.
    pub fn required(&self, name: &str) -> Result<&str, Problem> {
        self.optional(name).ok_or_else(|| Problem::bad_request("missing-parameter", format!("the parameter `{name}` is missing")))
    }

    /// A parameter that may be there.
    #[must_use]
    pub fn optional(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// Whether two digits follow each percent sign and the bytes are UTF-8. They are so in each part if they are so in the whole, for what
/// separates the parts is ASCII.
fn is_well_formed(raw: &str) -> bool {
    let has_digits =
        |rest: &str| rest.as_bytes().first_chunk::<2>().is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    raw.split('%').skip(1).all(has_digits) && percent_decode_str(raw).decode_utf8().is_ok()
}

/// A parameter that the route does not have. Its name may be a part of a value that was not percent-encoded, so it is not repeated.
fn unknown(known: &[&str]) -> Problem {
    let message = match known {
        [] => "the route has no parameters".to_owned(),
        known => format!("unknown parameter, known are `{}`", known.join("`, `")),
    };
    Problem::bad_request("unknown-parameter", message)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    const KNOWN: &[&str] = &["atr", "challenge"];

    /// The code and the message of a query that is refused.
    fn refused(raw: &str) -> (&'static str, String) {
        let problem = Query::parse(Some(raw), KNOWN).unwrap_err();
        (problem.code(), problem.message().to_owned())
    }

    #[test]
    fn values_are_decoded() {
        let query = Query::parse(Some("challenge=1hFD%2Bcz%2f0so%3D&atr=a+%C3%A9"), KNOWN).unwrap();
        assert_eq!(query.required("challenge").unwrap(), "1hFD+cz/0so=");
        assert_eq!(query.optional("atr"), Some("a é"));
        assert_eq!(Query::parse(Some("atr"), KNOWN).unwrap().optional("atr"), Some(""));
        assert_eq!(Query::parse(Some("&&"), KNOWN).unwrap().optional("atr"), None);
        assert_eq!(Query::parse(None, &[]).unwrap().optional("atr"), None);
    }

    #[test]
    fn names_are_known_exact_and_single() {
        let unknown = ("unknown-parameter", "unknown parameter, known are `atr`, `challenge`".to_owned());
        assert_eq!(refused("Atr=1"), unknown);
        assert_eq!(refused("secret"), unknown);
        assert_eq!(refused("atr=1&%61tr=2"), ("repeated-parameter", "the parameter `atr` is given twice".to_owned()));
        let none = Query::parse(Some("a=1"), &[]).unwrap_err();
        assert_eq!((none.code(), none.message()), ("unknown-parameter", "the route has no parameters"));
    }

    #[test]
    fn a_required_parameter_is_missed() {
        let problem = Query::default();
        let problem = problem.required("atr").unwrap_err();
        assert_eq!((problem.code(), problem.message()), ("missing-parameter", "the parameter `atr` is missing"));
    }

    #[test]
    fn the_encoding_is_checked() {
        for raw in ["atr=%", "atr=%4", "atr=%4g", "%", "atr=%ff", "atr=%C3&challenge=%A9"] {
            assert_eq!(refused(raw), ("bad-query", "the query is not percent-encoded UTF-8".to_owned()), "{raw}");
        }
    }

    #[test]
    fn the_debug_output_shows_no_value() {
        let query = Query::parse(Some("atr=3B"), KNOWN).unwrap();
        assert_eq!(format!("{query:?}"), r#"{"atr"}"#);
    }
}

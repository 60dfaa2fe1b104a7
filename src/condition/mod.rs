//! Conditional expressions and resource attributes (MS-DTYP 2.4.4.17 and 2.4.10).

mod attribute;
mod claims;
mod evaluate;
mod print;
mod token;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

pub use attribute::{AttributeValues, ResourceAttribute};
pub use claims::{Claim, Claims};
pub use evaluate::Truth;
pub use token::{Integer, IntegerBase, IntegerSign, MalformedToken, Operator, Scope, Token, Tokens};

pub(crate) use evaluate::{Facts, evaluate};
pub(crate) use print::{condition as print_condition, is_escaped, is_misread, name as print_name, string as print_string};
pub(crate) use token::{Arity, operators_from};

use crate::error::{Error, ErrorKind};
use crate::sddl::grammar::{self, Fault};
use crate::sddl::{ParseOptions, PrintOptions};

/// The bytes before the tokens of every condition.
pub(crate) const SIGNATURE: &[u8] = b"artx";

/// A conditional expression in its binary form (MS-DTYP 2.4.4.17.4): `artx`, tokens in postfix order, padding with zeros to a
/// multiple of 4; at most 65,535 bytes.
///
/// It is well-formed: every token is complete and every operator has its operands. It is compared by its bytes.
///
/// ```
/// use aclavis::Condition;
/// let condition: Condition = "(@User.Title == \"PM\" && Member_of{SID(BA)})".parse()?;
/// assert_eq!(condition.to_string(), "((@USER.Title == \"PM\") && (Member_of {SID(BA)}))");
/// assert_eq!(condition.as_bytes()[..5], *b"artx\xf9"); // the first token is an attribute of the user
/// assert_eq!(Condition::from_bytes(condition.as_bytes())?, condition);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Condition {
    bytes: Vec<u8>,
}

impl Condition {
    /// Reads a condition in parentheses (MS-DTYP 2.5.1.1). `"...".parse()` is the same with the options of Windows.
    ///
    /// ```
    /// use aclavis::{Condition, ParseOptions};
    /// let error = Condition::parse("(@User.Title = \"PM\")", &ParseOptions::windows()).unwrap_err();
    /// assert_eq!((error.kind().code(), error.span().start), ("expected-operator", 13));
    /// ```
    ///
    /// # Errors
    ///
    /// `expected-operand`, `expected-literal`, `expected-operator`, `local-attribute`, `not-needs-parenthesis`, `unterminated-string`,
    /// `bad-escape`, `bad-number`, `integer-range`, `bad-list`, `missing-parenthesis`, `unexpected-text`, `unexpected-nul`; those of
    /// [`Sid::parse`](crate::Sid::parse) inside `SID(...)`; `too-deep`, `input-too-long`, `ace-too-large`; the code of a
    /// [`Leniency`](crate::Leniency) that the options deny.
    pub fn parse(text: &str, options: &ParseOptions) -> Result<Self, Error> {
        if text.len() > options.limits().input {
            return Err(Error::in_text(ErrorKind::InputTooLong, 0..0, text));
        }
        let bytes = grammar::value::whole_condition(text, options).map_err(|fault| Fault::explain(&fault, text))?;
        if u16::try_from(bytes.len()).is_err() {
            return Err(Error::in_text(ErrorKind::AceTooLarge, 0..0, text));
        }
        Ok(Self { bytes })
    }

    /// Reads the binary form, padded or not.
    ///
    /// # Errors
    ///
    /// `bad-condition` where a token is malformed or an operand is missing, `ace-too-large` for what fits into no ACE.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let bad = |left: usize| {
            let at = bytes.len().saturating_sub(left);
            Error::in_bytes(ErrorKind::BadCondition, at..bytes.len())
        };
        if u16::try_from(bytes.len()).is_err() {
            return Err(Error::in_bytes(ErrorKind::AceTooLarge, 0..0));
        }
        let tokens = bytes.strip_prefix(SIGNATURE).ok_or_else(|| bad(bytes.len()))?;
        let mut tokens = Tokens::of_expression(tokens);
        let mut operands: usize = 0;
        loop {
            let left = tokens.left();
            let Some(token) = tokens.next() else { break };
            let taken = match token.map_err(|_| bad(left))? {
                Token::Composite(mut values) => {
                    if values.any(|value| value.is_err()) {
                        return Err(bad(left));
                    }
                    0
                }
                Token::Operator(operator) => match operator.arity() {
                    Arity::Relational | Arity::Logical => 2,
                    Arity::Member | Arity::Exists | Arity::Not => 1,
                },
                _ => 0,
            };
            operands = operands.checked_sub(taken).ok_or_else(|| bad(left))?.saturating_add(1);
        }
        if operands == 1 { Ok(Self { bytes: bytes.to_vec() }) } else { Err(bad(0)) }
    }

    /// The binary form with its signature and padding, as it follows the SID of an ACE.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The tokens in postfix order.
    #[must_use]
    pub fn tokens(&self) -> Tokens<'_> {
        Tokens::of_expression(self.bytes.get(SIGNATURE.len()..).unwrap_or_default())
    }

    /// The canonical text, with parentheses.
    ///
    /// # Errors
    ///
    /// `not-expressible` for what the text cannot say, such as an operator between literals only, a string with a quotation mark, an
    /// integer whose sign contradicts its value.
    pub fn to_sddl_with(&self, options: &PrintOptions) -> Result<String, Error> {
        let mut text = Vec::new();
        print_condition(&mut text, &self.bytes, options)?;
        String::from_utf8(text).map_err(|_| Error::new(ErrorKind::NotExpressible))
    }
}

impl FromStr for Condition {
    type Err = Error;

    /// # Errors
    ///
    /// As [`Condition::parse`], with the options of Windows.
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text, &ParseOptions::windows())
    }
}

impl fmt::Display for Condition {
    /// The canonical text; where SDDL has none, the bytes in hexadecimal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_sddl_with(&PrintOptions::new()) {
            Ok(text) => f.pad(&text),
            Err(_) => self.bytes.iter().try_fold((), |(), byte| write!(f, "{byte:02x}")),
        }
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Condition(")?;
        fmt::Display::fmt(self, f)?;
        write!(f, ")")
    }
}

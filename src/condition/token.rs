//! The tokens of a conditional expression (MS-DTYP 2.4.4.17.4 to 2.4.4.17.7).

use crate::num::{index, index32};
use crate::sid::SidRef;

/// An operator; its number is its token, 0x80 to 0x93 and 0xa0 to 0xa2 (MS-DTYP 2.4.4.17.6 and 2.4.4.17.7).
///
/// ```
/// use aclavis::Operator;
/// assert_eq!((Operator::MemberOfAny as u8, Operator::MemberOfAny.text()), (0x8b, "Member_of_any"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Operator {
    /// `==`
    Equal = 0x80,
    /// `!=`
    NotEqual = 0x81,
    /// `<`
    Less = 0x82,
    /// `<=`
    LessOrEqual = 0x83,
    /// `>`
    Greater = 0x84,
    /// `>=`
    GreaterOrEqual = 0x85,
    /// `Contains`: the left side has all values of the right one.
    Contains = 0x86,
    /// `Exists`: the attribute is there.
    Exists = 0x87,
    /// `Any_of`: the left side has one of the values of the right one.
    AnyOf = 0x88,
    /// `Member_of`: the user is in all of the groups.
    MemberOf = 0x89,
    /// `Device_Member_of`: the device is in all of the groups.
    DeviceMemberOf = 0x8a,
    /// `Member_of_Any`: the user is in one of the groups.
    MemberOfAny = 0x8b,
    /// `Device_Member_of_Any`: the device is in one of the groups.
    DeviceMemberOfAny = 0x8c,
    /// `Not_Exists`
    NotExists = 0x8d,
    /// `Not_Contains`
    NotContains = 0x8e,
    /// `Not_Any_of`
    NotAnyOf = 0x8f,
    /// `Not_Member_of`
    NotMemberOf = 0x90,
    /// `Not_Device_Member_of`
    NotDeviceMemberOf = 0x91,
    /// `Not_Member_of_Any`
    NotMemberOfAny = 0x92,
    /// `Not_Device_Member_of_Any`
    NotDeviceMemberOfAny = 0x93,
    /// `&&`
    And = 0xa0,
    /// `||`
    Or = 0xa1,
    /// `!`
    Not = 0xa2,
}

/// How an operator stands to its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arity {
    /// Behind an attribute, before a value.
    Relational,
    /// Before a list of groups.
    Member,
    /// Before an attribute.
    Exists,
    /// `!`, before an expression.
    Not,
    /// `&&` and `||`, between expressions.
    Logical,
}

use Operator as Op;

/// A row of the table of operators.
pub(crate) type Row = (Op, &'static str, Arity);

/// The operators, as Windows prints them, those with the same first character together and longer ones before their
/// beginnings. The spelling of `Member_of_any` is recorded.
pub(crate) static OPERATORS: [Row; 23] = [
    (Op::Equal, "==", Arity::Relational),
    (Op::NotEqual, "!=", Arity::Relational),
    (Op::Not, "!", Arity::Not),
    (Op::LessOrEqual, "<=", Arity::Relational),
    (Op::Less, "<", Arity::Relational),
    (Op::GreaterOrEqual, ">=", Arity::Relational),
    (Op::Greater, ">", Arity::Relational),
    (Op::And, "&&", Arity::Logical),
    (Op::Or, "||", Arity::Logical),
    (Op::AnyOf, "Any_of", Arity::Relational),
    (Op::Contains, "Contains", Arity::Relational),
    (Op::DeviceMemberOf, "Device_Member_of", Arity::Member),
    (Op::DeviceMemberOfAny, "Device_Member_of_Any", Arity::Member),
    (Op::Exists, "Exists", Arity::Exists),
    (Op::MemberOf, "Member_of", Arity::Member),
    (Op::MemberOfAny, "Member_of_any", Arity::Member),
    (Op::NotContains, "Not_Contains", Arity::Relational),
    (Op::NotAnyOf, "Not_Any_of", Arity::Relational),
    (Op::NotExists, "Not_Exists", Arity::Exists),
    (Op::NotMemberOf, "Not_Member_of", Arity::Member),
    (Op::NotDeviceMemberOf, "Not_Device_Member_of", Arity::Member),
    (Op::NotMemberOfAny, "Not_Member_of_Any", Arity::Member),
    (Op::NotDeviceMemberOfAny, "Not_Device_Member_of_Any", Arity::Member),
];

/// First character, folded, to the start and end of its rows.
static BY_FIRST: [(u8, u8); 128] = {
    let mut table = [(0, 0); 128];
    let mut row: u8 = 0;
    let mut rest: &[Row] = &OPERATORS;
    while let [(_, text, _), tail @ ..] = rest {
        if let [first, ..] = text.as_bytes()
            && let (_, [slot, ..]) = table.split_at_mut(index(*first | 0x20))
        {
            let (start, end) = slot;
            if *end == 0 {
                *start = row;
            }
            assert!(*end == 0 || *end == row, "rows of one first character stand apart");
            *end = row.wrapping_add(1);
        }
        row = row.wrapping_add(1);
        rest = tail;
    }
    table
};

/// The operators that start with a character, whatever its case.
#[inline(always)]
pub(crate) fn operators_from(first: u8) -> &'static [Row] {
    let (start, end) = BY_FIRST.get(usize::from(first | 0x20)).copied().unwrap_or_default();
    OPERATORS.get(usize::from(start)..usize::from(end)).unwrap_or_default()
}

impl Operator {
    pub(crate) const fn code(self) -> u8 {
        #[expect(clippy::as_conversions, reason = "the discriminant of a fieldless enum")]
        {
            self as u8
        }
    }

    fn row(self) -> (&'static str, Arity) {
        let row = OPERATORS.iter().find(|(operator, ..)| *operator == self);
        row.map_or(("", Arity::Not), |(_, text, arity)| (text, *arity))
    }

    /// The canonical spelling, as Windows prints it.
    #[must_use]
    pub fn text(self) -> &'static str {
        self.row().0
    }

    pub(crate) fn arity(self) -> Arity {
        self.row().1
    }
}

/// Where an attribute comes from; its number is its token (MS-DTYP 2.4.4.17.8). Shown in the example of [`Token`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Scope {
    /// A bare name: an attribute of the token itself.
    Local = 0xf8,
    /// `@User.`
    User = 0xf9,
    /// `@Resource.`
    Resource = 0xfa,
    /// `@Device.`
    Device = 0xfb,
}

impl Scope {
    pub(crate) const fn code(self) -> u8 {
        #[expect(clippy::as_conversions, reason = "the discriminant of a fieldless enum")]
        {
            self as u8
        }
    }

    /// How Windows prints it before the name.
    pub(crate) const fn prefix(self) -> &'static str {
        match self {
            Self::Local => "",
            Self::User => "@USER.",
            Self::Resource => "@RESOURCE.",
            Self::Device => "@DEVICE.",
        }
    }
}

/// The sign that a literal was written with; its number is its code, one byte (MS-DTYP 2.4.4.17.5). Shown in the example of
/// [`Integer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum IntegerSign {
    /// `+`
    Plus = 1,
    /// `-`
    Minus = 2,
    /// Without.
    None = 3,
}

/// The base that a literal was written in; its number is its code, one byte (MS-DTYP 2.4.4.17.5). Shown in the example of
/// [`Integer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum IntegerBase {
    /// `0` and octal digits.
    Octal = 1,
    /// Decimal digits.
    Decimal = 2,
    /// `0x` and hexadecimal digits.
    Hexadecimal = 3,
}

impl IntegerSign {
    pub(crate) const fn code(self) -> u8 {
        #[expect(clippy::as_conversions, reason = "the discriminant of a fieldless enum")]
        {
            self as u8
        }
    }
}

impl IntegerBase {
    pub(crate) const fn code(self) -> u8 {
        #[expect(clippy::as_conversions, reason = "the discriminant of a fieldless enum")]
        {
            self as u8
        }
    }
}

/// An integer of a condition, 64 bits, and how it was written (MS-DTYP 2.4.4.17.5). Only the value counts.
///
/// ```
/// use aclavis::{Condition, Integer, IntegerBase, IntegerSign, Token};
/// let condition: Condition = "(@User.level >= -0x10)".parse()?;
/// let level = Integer { value: -16, sign: IntegerSign::Minus, base: IntegerBase::Hexadecimal };
/// assert_eq!(condition.tokens().nth(1), Some(Ok(Token::Integer(level))));
/// assert_eq!(condition.to_string(), "(@USER.level >= -0x10)");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Integer {
    /// The value. Where it was written as an unsigned hexadecimal number beyond 2^63, it is negative.
    pub value: i64,
    /// Its sign, one byte in the binary form.
    pub sign: IntegerSign,
    /// Its base, one byte in the binary form.
    pub base: IntegerBase,
}

/// A literal or attribute (MS-DTYP 2.4.4.17.5 and 2.4.4.17.8), or an operator.
///
/// ```
/// use aclavis::{Condition, Operator, Scope, Token};
/// let condition: Condition = "(@User.level >= 0x10)".parse()?;
/// let tokens: Vec<Token> = condition.tokens().map(|token| token.expect("a condition is well-formed")).collect();
/// let [Token::Attribute(Scope::User, name), Token::Integer(level), Token::Operator(Operator::GreaterOrEqual)] = tokens[..] else {
///     panic!("an attribute, a literal, the operator behind them");
/// };
/// assert_eq!((Condition::decode_utf16(name).as_str(), level.value), ("level", 16));
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A signed integer of 8, 16, 32 or 64 bits; the width does not matter.
    Integer(Integer),
    /// A string in UTF-16, little-endian.
    String(&'a [u8]),
    /// Octets.
    Octets(&'a [u8]),
    /// A list of literals; its tokens. Lists do not nest.
    Composite(Tokens<'a>),
    /// A SID.
    Sid(SidRef<'a>),
    /// An attribute, its name in UTF-16, little-endian.
    Attribute(Scope, &'a [u8]),
    /// An operator.
    Operator(Operator),
}

/// The tokens of an expression (MS-DTYP 2.4.4.17.4) or a composite (MS-DTYP 2.4.4.17.5), in order, from
/// [`Condition::tokens`](crate::Condition::tokens). Gives an error and ends where they are malformed, which those of a
/// [`Condition`](crate::Condition) never are.
///
/// ```
/// use aclavis::{Condition, Token};
/// let condition: Condition = "(@User.dept Any_of {\"sales\", \"legal\"})".parse()?;
/// let [_, Ok(Token::Composite(values)), _] = condition.tokens().collect::<Vec<_>>()[..] else {
///     panic!("an attribute, a list, the operator behind them");
/// };
/// let text = |value| if let Ok(Token::String(text)) = value { Some(Condition::decode_utf16(text)) } else { None };
/// assert_eq!(values.filter_map(text).collect::<Vec<_>>(), ["sales", "legal"]);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokens<'a> {
    rest: &'a [u8],
    /// Padding may end the tokens, operators and attributes may occur.
    expression: bool,
}

/// Bytes that are no token, or not a whole one: what [`Tokens`] give in the place of a token, before they end. Those of a
/// [`Condition`](crate::Condition) never do, for [`from_bytes`](crate::Condition::from_bytes) refuses such bytes; the example of
/// [`Token`] relies on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedToken;

impl<'a> Tokens<'a> {
    pub(crate) const fn of_expression(rest: &'a [u8]) -> Self {
        Self { rest, expression: true }
    }

    pub(crate) const fn left(&self) -> usize {
        self.rest.len()
    }

    fn read(&mut self, code: u8, rest: &'a [u8]) -> Option<Token<'a>> {
        match code {
            0x01..=0x04 => {
                let (bytes, rest) = rest.split_first_chunk::<10>()?;
                self.rest = rest;
                integer(*bytes).map(Token::Integer)
            }
            0x10 => self.sized(rest).filter(|bytes| bytes.len().is_multiple_of(2)).map(Token::String),
            0x18 => self.sized(rest).map(Token::Octets),
            0x50 if self.expression => {
                let rest = self.sized(rest)?;
                Some(Token::Composite(Tokens { rest, expression: false }))
            }
            0x51 => {
                let (sid, rest) = SidRef::split_from(self.sized(rest)?)?;
                rest.is_empty().then_some(Token::Sid(sid))
            }
            _ if !self.expression => None,
            0xf8..=0xfb => {
                let scope = match code {
                    0xf8 => Scope::Local,
                    0xf9 => Scope::User,
                    0xfa => Scope::Resource,
                    _ => Scope::Device,
                };
                let name = self.sized(rest).filter(|bytes| bytes.len().is_multiple_of(2))?;
                Some(Token::Attribute(scope, name))
            }
            _ => {
                self.rest = rest;
                OPERATORS.iter().find(|(operator, ..)| operator.code() == code).map(|row| Token::Operator(row.0))
            }
        }
    }

    /// A length of 32 bits and so many bytes.
    fn sized(&mut self, rest: &'a [u8]) -> Option<&'a [u8]> {
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let (bytes, rest) = rest.split_at_checked(index32(u32::from_le_bytes(*length)))?;
        self.rest = rest;
        Some(bytes)
    }
}

fn integer(bytes: [u8; 10]) -> Option<Integer> {
    let [value @ .., sign, base] = bytes;
    let sign = match sign {
        1 => IntegerSign::Plus,
        2 => IntegerSign::Minus,
        3 => IntegerSign::None,
        _ => return None,
    };
    let base = match base {
        1 => IntegerBase::Octal,
        2 => IntegerBase::Decimal,
        3 => IntegerBase::Hexadecimal,
        _ => return None,
    };
    Some(Integer { value: i64::from_le_bytes(value), sign, base })
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Result<Token<'a>, MalformedToken>;

    fn next(&mut self) -> Option<Self::Item> {
        let (code, rest) = self.rest.split_first()?;
        if self.expression && *code == 0 && self.rest.iter().all(|byte| *byte == 0) && self.rest.len() < 4 {
            self.rest = &[];
            return None;
        }
        let token = self.read(*code, rest);
        if token.is_none() {
            self.rest = &[];
        }
        Some(token.ok_or(MalformedToken))
    }
}

//! Values as comparisons see them: literals and claims alike.

use core::cmp::Ordering;
use core::mem::discriminant;

use super::super::AttributeValues;
use super::super::claims::{CASE_SENSITIVE, Claim};
use super::super::print::units;
use super::super::token::{Integer, IntegerBase, IntegerSign, Token, Tokens};
use super::occurrences::occurrences;
use super::upcase;
use crate::order;
use crate::sid::{self, SidRef};

/// One value.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    Number(i128),
    String(Text<'a>),
    Octets(&'a [u8]),
    Sid(SidRef<'a>),
}

/// A string of a claim or of a literal.
#[derive(Clone, Copy)]
pub(super) enum Text<'a> {
    Units(&'a [u16]),
    /// UTF-16, little-endian.
    Bytes(&'a [u8]),
}

impl<'a> Text<'a> {
    fn units(self) -> impl Iterator<Item = u16> + 'a {
        self.units_from(0)
    }

    /// The units behind so many others.
    fn units_from(self, place: usize) -> impl Iterator<Item = u16> + 'a {
        let (words, bytes): (&[u16], &[u8]) = match self {
            Self::Units(words) => (words.get(place..).unwrap_or_default(), &[]),
            Self::Bytes(bytes) => (&[], bytes.get(place.saturating_mul(2)..).unwrap_or_default()),
        };
        words.iter().copied().chain(units(bytes))
    }

    const fn len(self) -> usize {
        match self {
            Self::Units(words) => words.len(),
            Self::Bytes(bytes) => bytes.len() / 2,
        }
    }

    /// What its place in an order depends on: its length, then its units, in upper case where case does not count.
    fn order_word(self, rule: Rule, depth: usize) -> Option<u64> {
        let Some(before) = depth.checked_sub(1) else { return u64::try_from(self.len()).ok() };
        let fold = |unit| if rule.case_sensitive { unit } else { upcase::unit(unit) };
        order::of_units(self.units_from(before.saturating_mul(4)).map(fold))
    }

    /// The order in upper case. Units that are the same need no table.
    fn order_without_case(self, other: Self) -> Ordering {
        let mut others = other.units();
        for unit in self.units() {
            let Some(other) = others.next() else { return Ordering::Greater };
            if unit != other {
                match upcase::unit(unit).cmp(&upcase::unit(other)) {
                    Ordering::Equal => {}
                    order => return order,
                }
            }
        }
        if others.next().is_some() { Ordering::Less } else { Ordering::Equal }
    }
}

impl Value<'_> {
    /// The steps that it takes to look at it: one, and one more for every 64 bytes.
    pub(super) const fn steps(self) -> usize {
        let bytes = match self {
            Self::String(Text::Units(units)) => units.len().saturating_mul(2),
            Self::String(Text::Bytes(bytes)) | Self::Octets(bytes) => bytes.len(),
            Self::Number(_) | Self::Sid(_) => 0,
        };
        (bytes / 64).saturating_add(1)
    }

    /// What its place among values of its type depends on.
    pub(super) fn order_word(self, rule: Rule, depth: usize) -> Option<u64> {
        match self {
            Self::Number(number) => number.to_le_bytes().as_chunks().0.get(depth).copied().map(u64::from_le_bytes),
            Self::String(text) => text.order_word(rule, depth),
            Self::Octets(octets) => order::of_bytes(octets, depth),
            Self::Sid(sid) => sid::order_word(sid, depth),
        }
    }

    pub(super) fn same_type(self, other: Self) -> bool {
        discriminant(&self) == discriminant(&other)
    }

    /// The order of two values of one type; those of different types have none.
    pub(super) fn order(self, other: Self, rule: Rule) -> Option<Ordering> {
        Some(match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.cmp(&b),
            (Self::String(a), Self::String(b)) if rule.case_sensitive => a.units().cmp(b.units()),
            (Self::String(a), Self::String(b)) => a.order_without_case(b),
            (Self::Octets(a), Self::Octets(b)) => a.cmp(b),
            (Self::Sid(a), Self::Sid(b)) => a.as_bytes().cmp(b.as_bytes()),
            _ => return None,
        })
    }
}

/// How the two sides of an operator make each other's values be read.
#[derive(Clone, Copy, Default)]
pub(super) struct Rule {
    /// A claim's strings are compared with case.
    pub(super) case_sensitive: bool,
    /// A claim is unsigned: hexadecimal literals beyond 2^63 are, too.
    unsigned: bool,
    /// A claim is boolean: there are no numbers but 0 and 1.
    pub(super) boolean: bool,
}

impl Rule {
    pub(super) fn of(left: Values<'_>, right: Values<'_>) -> Self {
        let claims = [left, right].map(Values::claim);
        let has = |property: fn(&Claim) -> bool| claims.into_iter().flatten().any(property);
        Self {
            case_sensitive: has(|claim| claim.flags() & CASE_SENSITIVE != 0),
            unsigned: has(|claim| matches!(claim.values(), AttributeValues::Unsigned(_))),
            boolean: has(|claim| matches!(claim.values(), AttributeValues::Boolean(_))),
        }
    }

    fn number<'a>(self, number: impl Into<i128>) -> Option<Value<'a>> {
        let number = number.into();
        (!self.boolean || matches!(number, 0 | 1)).then_some(Value::Number(number))
    }

    fn literal(self, token: Token<'_>) -> Option<Value<'_>> {
        match token {
            Token::Integer(Integer { value, sign: IntegerSign::None, base: IntegerBase::Hexadecimal }) if self.unsigned => {
                self.number(value.cast_unsigned())
            }
            Token::Integer(Integer { value, .. }) => self.number(value),
            Token::String(bytes) => Some(Value::String(Text::Bytes(bytes))),
            Token::Octets(octets) => Some(Value::Octets(octets)),
            Token::Sid(sid) => Some(Value::Sid(sid)),
            Token::Composite(_) | Token::Attribute(..) | Token::Operator(_) => None,
        }
    }
}

/// The values of one side of an operator.
#[derive(Clone, Copy)]
pub(crate) enum Values<'a> {
    /// A literal that is no composite.
    Single(Token<'a>),
    /// The literals of a composite, and their number.
    Composite(Tokens<'a>, usize),
    Claim(&'a Claim),
}

impl<'a> Values<'a> {
    pub(super) fn count(self) -> usize {
        match self {
            Self::Single(_) => 1,
            Self::Composite(_, count) => count,
            Self::Claim(claim) => claim.values().count(),
        }
    }

    fn claim(self) -> Option<&'a Claim> {
        if let Self::Claim(claim) = self { Some(claim) } else { None }
    }

    /// The values in order; `None` for one that cannot be compared under this rule.
    pub(super) fn iter(self, rule: Rule) -> Iter<'a> {
        Iter { values: self, at: 0, rule }
    }

    /// Whether a value occurs twice.
    pub(in super::super) fn repeat(self) -> bool {
        let rule = Rule { boolean: false, ..Rule::of(self, self) };
        self.count() > 1 && occurrences(self, None, rule).iter().any(|[times, _]| *times > 1)
    }
}

/// The values of one side in order.
pub(super) struct Iter<'a> {
    values: Values<'a>,
    /// The values before the next one, where they are counted.
    at: usize,
    rule: Rule,
}

impl<'a> Iterator for Iter<'a> {
    type Item = Option<Value<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let (at, rule) = (self.at, self.rule);
        self.at = at.saturating_add(1);
        match &mut self.values {
            Values::Single(token) => (at == 0).then(|| rule.literal(*token)),
            Values::Composite(tokens, _) => Some(rule.literal(tokens.next()?.ok()?)),
            Values::Claim(claim) => Some(match &claim.values {
                AttributeValues::Integer(all) => rule.number(*all.get(at)?),
                AttributeValues::Unsigned(all) | AttributeValues::Boolean(all) => rule.number(*all.get(at)?),
                AttributeValues::String(all) => Some(Value::String(Text::Units(all.get(at)?))),
                AttributeValues::Sid(all) => Some(Value::Sid(all.get(at)?.as_ref())),
                AttributeValues::Octets(all) => Some(Value::Octets(all.get(at)?)),
            }),
        }
    }
}

//! The canonical text of conditions.

use alloc::vec::Vec;

use super::token::{Arity, Integer, IntegerBase, IntegerSign, OPERATORS, Operator, Scope, Token, Tokens};
use super::{Condition, SIGNATURE};
use crate::error::{Error, ErrorKind};
use crate::sddl::print::{decimal_text, hex_pair, hex_text, sid_or_alias};
use crate::sddl::{Limits, PrintOptions};

fn not_expressible() -> Error {
    Error::new(ErrorKind::NotExpressible)
}

/// A node of the expression's tree. Operands come before their operators.
#[derive(Clone, Copy)]
struct Node<'a> {
    token: Token<'a>,
    /// The left or only operand, as an index of a node; no node for what has none.
    left: usize,
    /// The right operand.
    right: usize,
    /// Levels of parentheses that it prints.
    depth: usize,
}

/// What is still to be printed.
enum Work<'a> {
    Node(usize),
    Text(&'a str),
}

/// Prints a condition's bytes. The tree is walked with a stack of its own: nothing recurses, every node is printed once.
pub(crate) fn condition(out: &mut Vec<u8>, bytes: &[u8], options: &PrintOptions) -> Result<(), Error> {
    let nodes = tree(Tokens::of_expression(bytes.strip_prefix(SIGNATURE).ok_or_else(not_expressible)?))?;
    let root = nodes.len().checked_sub(1).ok_or_else(not_expressible)?;
    let mut work = Vec::from([Work::Node(root)]);
    while let Some(next) = work.pop() {
        let place = match next {
            Work::Text(text) => {
                out.extend_from_slice(text.as_bytes());
                continue;
            }
            Work::Node(place) => place,
        };
        let Node { token, left, right, .. } = *nodes.get(place).ok_or_else(not_expressible)?;
        match token {
            Token::Attribute(scope, units) => {
                out.push(b'(');
                attribute(out, scope, units)?;
                out.push(b')');
            }
            Token::Operator(operator) => match operator.arity() {
                Arity::Logical => {
                    out.push(b'(');
                    let between = if operator == Operator::And { " && " } else { " || " };
                    work.extend([Work::Text(")"), Work::Node(right), Work::Text(between), Work::Node(left)]);
                }
                Arity::Not => {
                    out.extend_from_slice(b"(!");
                    work.extend([Work::Text(")"), Work::Node(left)]);
                }
                _ => {
                    let token_of = |place: usize| nodes.get(place).map(|node| node.token);
                    predicate(out, operator, token_of(left), token_of(right), options)?;
                }
            },
            _ => return Err(not_expressible()),
        }
    }
    Ok(())
}

/// Links every operator with its operands. What nests more deeply than the reader's default limit has no text.
fn tree<'a>(tokens: Tokens<'a>) -> Result<Vec<Node<'a>>, Error> {
    let mut nodes: Vec<Node<'a>> = Vec::new();
    let mut operands: Vec<usize> = Vec::new();
    for token in tokens {
        let token = token.map_err(|_| not_expressible())?;
        let (mut left, mut right, mut depth) = (usize::MAX, usize::MAX, 1);
        if let Token::Operator(operator) = token {
            if matches!(operator.arity(), Arity::Logical | Arity::Relational) {
                right = operands.pop().ok_or_else(not_expressible)?;
            }
            left = operands.pop().ok_or_else(not_expressible)?;
            if matches!(operator.arity(), Arity::Logical | Arity::Not) {
                let depth_of = |place: usize| nodes.get(place).map_or(0, |node: &Node<'_>| node.depth);
                depth = depth_of(left).max(depth_of(right)).saturating_add(1);
            }
        }
        if depth > Limits::default().nesting {
            return Err(Error::new(ErrorKind::TooDeep));
        }
        operands.push(nodes.len());
        nodes.push(Node { token, left, right, depth });
    }
    if operands.len() == 1 { Ok(nodes) } else { Err(not_expressible()) }
}

/// An operator between or before values, in parentheses.
fn predicate(
    out: &mut Vec<u8>,
    operator: Operator,
    left: Option<Token<'_>>,
    right: Option<Token<'_>>,
    options: &PrintOptions,
) -> Result<(), Error> {
    out.push(b'(');
    match (operator.arity(), left, right) {
        (Arity::Relational, Some(Token::Attribute(scope, units)), Some(right)) => {
            attribute(out, scope, units)?;
            out.push(b' ');
            out.extend_from_slice(operator.text().as_bytes());
            out.push(b' ');
            match right {
                Token::Attribute(Scope::Local, _) => return Err(not_expressible()),
                Token::Attribute(scope, units) => attribute(out, scope, units)?,
                value => literal(out, &value, options)?,
            }
        }
        (Arity::Exists, Some(Token::Attribute(scope, units)), _) => {
            out.extend_from_slice(operator.text().as_bytes());
            out.push(b' ');
            attribute(out, scope, units)?;
        }
        (Arity::Member, Some(value), _) => {
            out.extend_from_slice(operator.text().as_bytes());
            out.push(b' ');
            literal(out, &value, options)?;
        }
        _ => return Err(not_expressible()),
    }
    out.push(b')');
    Ok(())
}

fn literal(out: &mut Vec<u8>, token: &Token<'_>, options: &PrintOptions) -> Result<(), Error> {
    match token {
        Token::Integer(value) => integer(out, *value),
        Token::String(units) => string(out, units),
        Token::Octets(octets) => {
            out.push(b'#');
            octets.iter().for_each(|octet| out.extend(hex_pair(*octet)));
            Ok(())
        }
        Token::Sid(sid) => {
            out.extend_from_slice(b"SID(");
            sid_or_alias(out, *sid, options)?;
            out.push(b')');
            Ok(())
        }
        Token::Composite(values) => {
            out.push(b'{');
            for (place, value) in values.enumerate() {
                if place > 0 {
                    out.extend_from_slice(b", ");
                }
                literal(out, &value.map_err(|_| not_expressible())?, options)?;
            }
            out.push(b'}');
            Ok(())
        }
        Token::Attribute(..) | Token::Operator(_) => Err(not_expressible()),
    }
}

/// An integer with the sign and base that it was written with; where these contradict the value there is no such text.
fn integer(out: &mut Vec<u8>, Integer { value, sign, base }: Integer) -> Result<(), Error> {
    let magnitude = match (sign, base) {
        (IntegerSign::Plus, _) if value >= 0 => {
            out.push(b'+');
            value.unsigned_abs()
        }
        (IntegerSign::Minus, _) if value <= 0 => {
            out.push(b'-');
            value.unsigned_abs()
        }
        (IntegerSign::None, IntegerBase::Hexadecimal) => u64::from_le_bytes(value.to_le_bytes()),
        (IntegerSign::None, _) if value >= 0 => value.unsigned_abs(),
        _ => return Err(not_expressible()),
    };
    match base {
        IntegerBase::Hexadecimal => {
            out.extend_from_slice(b"0x");
            hex_text(out, magnitude);
        }
        IntegerBase::Decimal => decimal_text(out, magnitude),
        IntegerBase::Octal => {
            out.push(b'0');
            out.extend_from_slice(alloc::format!("{magnitude:o}").as_bytes());
        }
    }
    Ok(())
}

/// The units of UTF-16, little-endian.
pub(super) fn units(bytes: &[u8]) -> impl Iterator<Item = u16> + Clone + '_ {
    bytes.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit))
}

/// A string in quotes, verbatim. There is no text for quotes and NULs inside, nor for half a character.
pub(crate) fn string(out: &mut Vec<u8>, bytes: &[u8]) -> Result<(), Error> {
    out.push(b'"');
    for c in char::decode_utf16(units(bytes)) {
        match c {
            Ok('"' | '\0') | Err(_) => return Err(not_expressible()),
            Ok(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    out.push(b'"');
    Ok(())
}

/// Whether the canonical spelling of a name escapes this unit.
pub(crate) const fn is_escaped(unit: u16) -> bool {
    match unit.to_be_bytes() {
        [0, byte] => {
            byte <= b' '
                || byte > b'~'
                || matches!(byte, b'!' | b'"' | b'&' | b'(' | b')' | b'<' | b'=' | b'>' | b'|' | b'%' | b',')
        }
        _ => true,
    }
}

/// A name with its escapes.
pub(crate) fn name(out: &mut Vec<u8>, units: impl Iterator<Item = u16>) {
    for unit in units {
        let [high, low] = unit.to_be_bytes();
        if is_escaped(unit) { escaped(out, unit) } else { out.extend([low].iter().filter(|_| high == 0)) }
    }
}

fn escaped(out: &mut Vec<u8>, unit: u16) {
    let [high, low] = unit.to_be_bytes();
    out.push(b'%');
    out.extend(hex_pair(high));
    out.extend(hex_pair(low));
}

/// An attribute with its scope. A local name that would be read as something else has its first character escaped.
fn attribute(out: &mut Vec<u8>, scope: Scope, bytes: &[u8]) -> Result<(), Error> {
    out.extend_from_slice(scope.prefix().as_bytes());
    let mut rest = units(bytes);
    let mut ahead = rest.clone();
    let first = ahead.next().ok_or_else(not_expressible)?;
    if scope == Scope::Local && is_misread(bytes) {
        escaped(out, first);
        rest = ahead;
    }
    name(out, rest);
    Ok(())
}

/// Whether a local name would be read as something else: it starts like an attribute with a scope, or it is the keyword of an
/// operator that stands before its operand, or such a keyword and a brace.
pub(crate) fn is_misread(bytes: &[u8]) -> bool {
    if units(bytes).next() == Some(u16::from(b'@')) {
        return true;
    }
    let before = OPERATORS.iter().filter(|(.., arity)| matches!(arity, Arity::Member | Arity::Exists));
    before.map(|(_, keyword, _)| keyword).any(|keyword| {
        let mut units = units(bytes);
        let same = keyword.bytes().all(|letter| {
            units.next().and_then(|unit| u8::try_from(unit).ok()).is_some_and(|unit| unit.eq_ignore_ascii_case(&letter))
        });
        same && matches!(units.next(), None | Some(0x7b))
    })
}

impl Condition {
    /// The bytes of an [attribute](crate::Token::Attribute) or [string](crate::Token::String) token as text, half characters replaced.
    #[must_use]
    pub fn decode_utf16(bytes: &[u8]) -> alloc::string::String {
        char::decode_utf16(units(bytes)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }
}

//! BER-TLV data objects (ISO/IEC 7816-4; ISO/IEC 8825-1).

use super::StatusWord;

/// Bits of a tag's first byte that say that more bytes follow.
const LONG_TAG: u8 = 0x1F;
/// Bit of every further byte of a tag but its last, and of a length that is longer than a byte.
const MORE: u8 = 0x80;
/// Longest tag, and longest length behind its first byte, in bytes.
const MAX_TAG: usize = 3;
const MAX_LENGTH: usize = 3;

/// A data object: its tag as a number, such as 0x5FC102, and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Object<'a> {
    pub(crate) tag: u32,
    pub(crate) value: &'a [u8],
}

/// The value of the only data object, which must have this tag.
///
/// # Errors
///
/// 6A80 where it is another one or not alone.
pub(crate) fn only(bytes: &[u8], tag: u32) -> Result<&[u8], StatusWord> {
    let object = single(bytes)?;
    if object.tag == tag { Ok(object.value) } else { Err(StatusWord::WRONG_DATA) }
}

/// The only data object.
///
/// # Errors
///
/// 6A80 where there is none, or something behind it.
pub(crate) fn single(bytes: &[u8]) -> Result<Object<'_>, StatusWord> {
    match next(bytes) {
        Some((object, [])) => Ok(object),
        _ => Err(StatusWord::WRONG_DATA),
    }
}

/// The value of the first data object with this tag, in a list of data objects.
///
/// # Errors
///
/// 6A80 where the list is malformed, also behind the object.
pub(crate) fn find(mut bytes: &[u8], tag: u32) -> Result<Option<&[u8]>, StatusWord> {
    let mut found = None;
    while !bytes.is_empty() {
        let (object, rest) = next(bytes).ok_or(StatusWord::WRONG_DATA)?;
        if object.tag == tag && found.is_none() {
            found = Some(object.value);
        }
        bytes = rest;
    }
    Ok(found)
}

/// The first data object of a list and what is behind it.
pub(crate) fn next(bytes: &[u8]) -> Option<(Object<'_>, &[u8])> {
    let (tag, rest) = tag(bytes)?;
    let (length, rest) = length(rest)?;
    let (value, rest) = rest.split_at_checked(length)?;
    Some((Object { tag, value }, rest))
}

/// A tag alone, as a tag list (5C) has it.
///
/// # Errors
///
/// 6A80 where it is malformed or not alone.
pub(crate) fn lone_tag(bytes: &[u8]) -> Result<u32, StatusWord> {
    match tag(bytes) {
        Some((tag, [])) => Ok(tag),
        _ => Err(StatusWord::WRONG_DATA),
    }
}

/// A data object as bytes; the length takes one, two or three bytes.
pub(crate) fn encode(tag: u32, value: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(value.len().saturating_add(7));
    bytes.extend(tag.to_be_bytes().into_iter().skip_while(|&byte| byte == 0));
    match (u8::try_from(value.len()), u16::try_from(value.len())) {
        (Ok(length), _) if length < MORE => bytes.push(length),
        (Ok(length), _) => bytes.extend([0x81, length]),
        (_, Ok(length)) => {
            bytes.push(0x82);
            bytes.extend(length.to_be_bytes());
        }
        _ => {
            bytes.push(0x83);
            bytes.extend(value.len().to_be_bytes().last_chunk::<3>().into_iter().flatten());
        }
    }
    bytes.extend_from_slice(value);
    bytes
}

fn tag(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    if first & LONG_TAG != LONG_TAG {
        return Some((u32::from(first), rest));
    }
    let further = rest.iter().take_while(|&&byte| byte & MORE != 0).count().checked_add(1)?;
    if further >= MAX_TAG {
        return None;
    }
    let (further, rest) = rest.split_at_checked(further)?;
    Some((number(u32::from(first), further), rest))
}

fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    if first & MORE == 0 {
        return Some((usize::from(first), rest));
    }
    let count = usize::from(first & !MORE);
    if count == 0 || count > MAX_LENGTH {
        return None;
    }
    let (digits, rest) = rest.split_at_checked(count)?;
    Some((usize::try_from(number(0, digits)).ok()?, rest))
}

/// At most four bytes as a big-endian number.
fn number(first: u32, digits: &[u8]) -> u32 {
    digits.iter().fold(first, |number, &digit| number << 8 | u32::from(digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_one_two_and_three_bytes() {
        assert_eq!(single(&[0x81, 1, 7]), Ok(Object { tag: 0x81, value: &[7] }));
        assert_eq!(single(&[0xDF, 0x1F, 0]), Ok(Object { tag: 0xDF1F, value: &[] }));
        assert_eq!(single(&[0x5F, 0xC1, 0x02, 1, 7]), Ok(Object { tag: 0x5F_C102, value: &[7] }));
        assert_eq!(single(&[0x5F, 0xC1, 0xC1, 0x02, 1, 7]), Err(StatusWord::WRONG_DATA));
    }

    #[test]
    fn lengths_of_one_to_four_bytes() {
        for length in [0, 1, 0x7F, 0x80, 0xFF, 0x100, 0xFFFF, 0x1_0000] {
            let value = vec![7; length];
            let bytes = encode(0x5F_C102, &value);
            assert_eq!(single(&bytes), Ok(Object { tag: 0x5F_C102, value: &value }), "{length}");
        }
        assert_eq!(encode(0x53, &[7; 0x80]).get(..3), Some(&[0x53, 0x81, 0x80][..]));
        assert_eq!(encode(0x53, &[7; 0x100]).get(..4), Some(&[0x53, 0x82, 1, 0][..]));
    }

    #[test]
    fn malformed_objects_are_6a80() {
        for bytes in
            [&[][..], &[0x81], &[0x81, 2, 7], &[0x81, 0x80], &[0x81, 0x84, 0, 0, 0, 0], &[0xDF], &[0xDF, 0x9F], &[0x81, 0, 0]]
        {
            assert_eq!(single(bytes), Err(StatusWord::WRONG_DATA), "{bytes:02X?}");
        }
    }

    #[test]
    fn a_list_is_read_to_its_end() {
        assert_eq!(find(&[0x80, 1, 5, 0x81, 1, 6, 0x81, 0], 0x81), Ok(Some(&[6][..])));
        assert_eq!(find(&[0x80, 1, 5], 0x81), Ok(None));
        assert_eq!(find(&[0x81, 1, 6, 0x80, 9], 0x81), Err(StatusWord::WRONG_DATA));
    }

    #[test]
    fn a_lone_tag_has_nothing_behind_it() {
        assert_eq!(lone_tag(&[0xDF, 0x1F]), Ok(0xDF1F));
        assert_eq!(lone_tag(&[0x7E]), Ok(0x7E));
        assert_eq!(lone_tag(&[0xDF, 0x1F, 0]), Err(StatusWord::WRONG_DATA));
    }
}

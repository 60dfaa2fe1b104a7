//! Binary forms, put together byte by byte (MS-DTYP 2.4.2 to 2.4.6).

/// `S-1-5-18`.
pub(crate) const SYSTEM: [u8; 12] = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];
/// `S-1-1-0`.
pub(crate) const EVERYONE: [u8; 12] = [1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0];
/// `S-1-5-32-544`.
pub(crate) const ADMINISTRATORS: [u8; 16] = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0];

/// An ACE: type, flags, size, and what follows.
pub(crate) fn ace(ace_type: u8, flags: u8, body: &[&[u8]]) -> Vec<u8> {
    let body = body.concat();
    let size = u16::try_from(4 + body.len()).unwrap().to_le_bytes();
    [&[ace_type, flags, size[0], size[1]], &*body].concat()
}

/// An ACE that grants everybody `READ_CONTROL`.
pub(crate) fn grant() -> Vec<u8> {
    ace(0, 0, &[&0x2_0000_u32.to_le_bytes(), &EVERYONE])
}

/// An ACL of revision 2: its header, ACEs, and slack.
pub(crate) fn acl(aces: &[Vec<u8>], slack: &[u8]) -> Vec<u8> {
    let body = [&*aces.concat(), slack].concat();
    let size = u16::try_from(8 + body.len()).unwrap();
    let count = u16::try_from(aces.len()).unwrap();
    [&acl_header(size, count), &*body].concat()
}

/// The header of an ACL of revision 2.
pub(crate) fn acl_header(size: u16, count: u16) -> [u8; 8] {
    let ([s0, s1], [n0, n1]) = (size.to_le_bytes(), count.to_le_bytes());
    [2, 0, s0, s1, n0, n1, 0, 0]
}

/// The offsets of owner, group, SACL and DACL.
#[derive(Clone, Copy, Default)]
pub(crate) struct Offsets {
    pub(crate) owner: u32,
    pub(crate) group: u32,
    pub(crate) sacl: u32,
    pub(crate) dacl: u32,
}

/// A header with these control bits and offsets, and what follows.
pub(crate) fn descriptor(control: u16, offsets: Offsets, parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = vec![1, 0];
    bytes.extend(control.to_le_bytes());
    for offset in [offsets.owner, offsets.group, offsets.sacl, offsets.dacl] {
        bytes.extend(offset.to_le_bytes());
    }
    bytes.extend(parts.concat());
    bytes
}

/// A descriptor with nothing but this DACL, which lies at byte 20.
pub(crate) fn with_dacl(dacl: &[u8]) -> Vec<u8> {
    descriptor(0x8004, Offsets { dacl: 20, ..Offsets::default() }, &[dacl])
}

/// A descriptor with one ACE, which lies at byte 28.
pub(crate) fn with_ace(ace: Vec<u8>) -> Vec<u8> {
    with_dacl(&acl(&[ace], &[]))
}

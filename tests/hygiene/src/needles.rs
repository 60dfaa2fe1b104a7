//! The secrets that are looked for. They are kept masked, so that they are not found where they are kept.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering::Relaxed};

/// The most needles.
const CAPACITY: usize = 1 << 15;
/// Places of the hash table.
const PLACES: usize = 1 << 17;
/// The shortest needle: the key of the hash table.
pub(crate) const SHORTEST: usize = 4;
/// With which every window of eight bytes is masked.
const MASK: u64 = 0x9D3A_C75E_6BF1_82A9;

static NOTING: AtomicBool = AtomicBool::new(false);
static COUNT: AtomicUsize = AtomicUsize::new(0);
static NEEDLES: [Needle; CAPACITY] = [const { Needle::empty() }; CAPACITY];
/// Numbers of needles, from 1; 0 is an empty place.
static TABLE: [AtomicU32; PLACES] = [const { AtomicU32::new(0) }; PLACES];
static NAMES: [Name; 256] = [const { Name::empty() }; 256];

/// Up to eight bytes of a secret.
struct Needle {
    masked: AtomicU64,
    /// Length, form, name.
    about: AtomicU64,
}

impl Needle {
    const fn empty() -> Self {
        Self { masked: AtomicU64::new(0), about: AtomicU64::new(0) }
    }
}

/// The name of a secret, a text of the program itself.
struct Name {
    start: AtomicUsize,
    len: AtomicUsize,
}

impl Name {
    const fn empty() -> Self {
        Self { start: AtomicUsize::new(0), len: AtomicUsize::new(0) }
    }
}

/// How a secret may lie in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    AsIs,
    /// Words of eight bytes, the other way round.
    Swapped8,
    /// Words of four bytes, the other way round, as a hash reads them.
    Swapped4,
    /// Under HMAC's inner or outer padding, as it is and in words of four bytes.
    Inner,
    InnerSwapped4,
    Outer,
    OuterSwapped4,
}

impl Form {
    const ALL: [Self; 7] =
        [Self::AsIs, Self::Swapped8, Self::Swapped4, Self::Inner, Self::InnerSwapped4, Self::Outer, Self::OuterSwapped4];

    /// Which byte of a word of eight stands at a place, and what is added to it.
    const fn of(self, place: usize) -> (usize, u8) {
        match self {
            Self::AsIs => (place, 0),
            Self::Swapped8 => (7 - place, 0),
            Self::Swapped4 => (place ^ 3, 0),
            Self::Inner => (place, 0x36),
            Self::InnerSwapped4 => (place ^ 3, 0x36),
            Self::Outer => (place, 0x5C),
            Self::OuterSwapped4 => (place ^ 3, 0x5C),
        }
    }
}

/// Whether secrets are noted.
pub(crate) fn note_secrets(noting: bool) {
    NOTING.store(noting, Relaxed);
}

/// Whether secrets are noted just now.
pub(crate) fn is_noting() -> bool {
    NOTING.load(Relaxed)
}

/// How many needles there are.
pub(crate) fn count() -> usize {
    COUNT.load(Relaxed)
}

/// Notes a secret in every form, piece by piece.
pub(crate) fn note(name: &'static str, secret: &[u8]) {
    note_in(name, secret, &Form::ALL);
}

/// Notes a secret as it is, such as a text.
pub(crate) fn note_as_is(name: &'static str, secret: &[u8]) {
    note_in(name, secret, &[Form::AsIs]);
}

fn note_in(name: &'static str, secret: &[u8], forms: &[Form]) {
    if !is_noting() {
        return;
    }
    for piece in secret.chunks(8) {
        // What is left behind the last word is looked for where it is telling.
        if piece.len() < SHORTEST || is_trivial(piece) {
            continue;
        }
        for form in forms {
            if piece.len() == 8 || *form == Form::AsIs {
                add(name, piece, *form);
            }
        }
    }
}

/// Whether a piece is so plain that it may stand anywhere.
fn is_trivial(piece: &[u8]) -> bool {
    let different = piece.iter().enumerate().filter(|(at, byte)| !piece[..*at].contains(byte)).count();
    different < 4 || piece.iter().filter(|byte| **byte == 0).count() > 3
}

fn add(name: &'static str, piece: &[u8], form: Form) {
    let mut masked = 0;
    for place in 0..piece.len() {
        let (from, added) = form.of(place);
        // One byte at a time: the piece is never in a register as a whole.
        masked |= u64::from(std::hint::black_box(piece[from] ^ added ^ MASK.to_le_bytes()[place])) << (8 * place);
    }
    let about = piece.len() | (form as usize) << 8 | name_number(name) << 16;
    let mut place = hash(masked);
    loop {
        match TABLE[place].load(Relaxed) {
            0 => break,
            n => {
                let needle = &NEEDLES[n as usize - 1];
                if needle.masked.load(Relaxed) == masked && needle.about.load(Relaxed) & 0xFF == piece.len() as u64 {
                    return;
                }
            }
        }
        place = (place + 1) % PLACES;
    }
    let n = COUNT.fetch_add(1, Relaxed);
    NEEDLES[n].masked.store(masked, Relaxed);
    NEEDLES[n].about.store(about as u64, Relaxed);
    TABLE[place].store(u32::try_from(n + 1).expect("a small number"), Relaxed);
}

/// Where a masked window, of which four bytes count, is in the table.
fn hash(masked: u64) -> usize {
    let low = (masked & 0xFFFF_FFFF) as u32;
    (low.wrapping_mul(0x9E37_79B9) >> 15) as usize % PLACES
}

fn name_number(name: &'static str) -> usize {
    let mut n = 0;
    loop {
        match NAMES[n].start.load(Relaxed) {
            0 => {
                NAMES[n].len.store(name.len(), Relaxed);
                NAMES[n].start.store(name.as_ptr().expose_provenance(), Relaxed);
                return n;
            }
            start if start == name.as_ptr().addr() && NAMES[n].len.load(Relaxed) == name.len() => return n,
            _ => n += 1,
        }
    }
}

/// A secret that was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) at: usize,
    pub(crate) len: usize,
    pub(crate) name: &'static str,
    pub(crate) form: Form,
}

/// Looks for all secrets at every place. Nothing is allocated.
pub(crate) fn search(bytes: &[u8], mut found: impl FnMut(Found)) {
    for at in 0..bytes.len().saturating_sub(SHORTEST - 1) {
        let mut window = 0;
        let rest = &bytes[at..];
        if let Some(eight) = rest.first_chunk() {
            window = u64::from_le_bytes(*eight);
        } else {
            rest.iter().enumerate().for_each(|(n, byte)| window |= u64::from(*byte) << (8 * n));
        }
        if let Some((len, name, form)) = look_up(window ^ MASK, rest.len().min(8)) {
            found(Found { at, len, name, form });
        }
    }
}

fn look_up(masked: u64, available: usize) -> Option<(usize, &'static str, Form)> {
    let mut place = hash(masked);
    loop {
        let n = TABLE[place].load(Relaxed) as usize;
        let needle = NEEDLES.get(n.checked_sub(1)?)?;
        let about = needle.about.load(Relaxed) as usize;
        let len = about & 0xFF;
        let bits = u64::MAX >> (64 - 8 * len);
        if len <= available && (needle.masked.load(Relaxed) ^ masked) & bits == 0 {
            let name = &NAMES[about >> 16];
            let start = std::ptr::with_exposed_provenance(name.start.load(Relaxed));
            // SAFETY: start and length are those of a text that lives as long as the program.
            let name = unsafe { str::from_utf8_unchecked(std::slice::from_raw_parts(start, name.len.load(Relaxed))) };
            return Some((len, name, Form::ALL[about >> 8 & 0xFF]));
        }
        place = (place + 1) % PLACES;
    }
}

//! The table of SDDL's SID aliases (MS-DTYP 2.5.1.1) and its two look-ups.

use super::{DomainSids, Sid, SidRef};
use crate::num::{index, index32};
use crate::pairs::{self, PAIRS};

/// The generation of Windows from which on an alias is understood. Older readers refuse newer aliases, so what is printed for them
/// has SIDs in full.
///
/// ```
/// use aclavis::{Generation, PrintOptions, Sid};
/// let owner_rights: Sid = "OW".parse()?;
/// let for_xp = PrintOptions::new().with_generation(Generation::Xp);
/// assert_eq!(owner_rights.to_sddl_with(&for_xp), "S-1-3-4");
/// assert_eq!(owner_rights.to_sddl_with(&PrintOptions::new()), "OW");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Generation {
    /// Windows XP and Server 2003.
    Xp,
    /// Windows Vista to 7, Server 2008 and 2008 R2.
    Vista,
    /// Windows 8 and Server 2012.
    Windows8,
    /// Windows 10 and Server 2016.
    Windows10,
    /// Everything known.
    #[default]
    Latest,
}

/// What an alias stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A SID of its own.
    WellKnown(Sid),
    /// An account of the machine.
    Machine(u32),
    /// An account of the domain.
    Domain(u32),
    /// An account of the forest's root domain.
    Forest(u32),
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alias {
    pub(crate) letters: [u8; 2],
    pub(crate) target: Target,
    pub(crate) since: Generation,
}

impl Alias {
    /// The domain and the identifier of the account that a relative alias stands for. The domain is `None` where `domains`
    /// lacks it.
    #[inline(always)]
    pub(crate) fn account<'d>(&self, domains: &'d DomainSids) -> (Option<&'d Sid>, u32) {
        match self.target {
            Target::WellKnown(_) => (None, 0),
            Target::Machine(rid) => (domains.machine.as_ref(), rid),
            Target::Domain(rid) => (domains.domain.as_ref(), rid),
            Target::Forest(rid) => (domains.forest.as_ref(), rid),
        }
    }
}

const fn well_known(letters: [u8; 2], authority: u64, subs: &[u32], since: Generation) -> Alias {
    let mut sid = Sid::with_authority(authority);
    let mut rest = subs;
    while let [first, tail @ ..] = rest {
        sid.push(*first);
        rest = tail;
    }
    Alias { letters, target: Target::WellKnown(sid), since }
}

const fn nt(letters: [u8; 2], sub: u32) -> Alias {
    well_known(letters, 5, &[sub], Xp)
}

const fn builtin(letters: [u8; 2], rid: u32, since: Generation) -> Alias {
    well_known(letters, 5, &[32, rid], since)
}

const fn label(letters: [u8; 2], level: u32) -> Alias {
    well_known(letters, 16, &[level], Vista)
}

const fn machine(letters: [u8; 2], rid: u32) -> Alias {
    Alias { letters, target: Target::Machine(rid), since: Xp }
}

const fn domain(letters: [u8; 2], rid: u32, since: Generation) -> Alias {
    Alias { letters, target: Target::Domain(rid), since }
}

const fn forest(letters: [u8; 2], rid: u32, since: Generation) -> Alias {
    Alias { letters, target: Target::Forest(rid), since }
}

use Generation::{Latest, Vista, Windows8, Windows10, Xp};

/// Every alias. The printer takes the first row that names a SID.
pub(crate) const ALIASES: [Alias; 68] = [
    well_known(*b"WD", 1, &[0], Xp),
    well_known(*b"CO", 3, &[0], Xp),
    well_known(*b"CG", 3, &[1], Xp),
    well_known(*b"OW", 3, &[4], Vista),
    nt(*b"NU", 2),
    nt(*b"IU", 4),
    nt(*b"SU", 6),
    nt(*b"AN", 7),
    nt(*b"ED", 9),
    nt(*b"PS", 10),
    nt(*b"AU", 11),
    nt(*b"RC", 12),
    nt(*b"SY", 18),
    nt(*b"LS", 19),
    nt(*b"NS", 20),
    nt(*b"WR", 33),
    well_known(*b"AC", 15, &[2, 1], Windows8),
    label(*b"LW", 4096),
    label(*b"ME", 8192),
    label(*b"MP", 8448),
    label(*b"HI", 12288),
    label(*b"SI", 16384),
    well_known(*b"AS", 18, &[1], Windows8),
    well_known(*b"SS", 18, &[2], Windows8),
    well_known(*b"UD", 5, &[84, 0, 0, 0, 0, 0], Windows8),
    builtin(*b"BA", 544, Xp),
    builtin(*b"BU", 545, Xp),
    builtin(*b"BG", 546, Xp),
    builtin(*b"PU", 547, Xp),
    builtin(*b"AO", 548, Xp),
    builtin(*b"SO", 549, Xp),
    builtin(*b"PO", 550, Xp),
    builtin(*b"BO", 551, Xp),
    builtin(*b"RE", 552, Xp),
    builtin(*b"RU", 554, Xp),
    builtin(*b"RD", 555, Xp),
    builtin(*b"NO", 556, Xp),
    builtin(*b"MU", 558, Xp),
    builtin(*b"LU", 559, Xp),
    builtin(*b"IS", 568, Vista),
    builtin(*b"CY", 569, Vista),
    builtin(*b"ER", 573, Vista),
    builtin(*b"CD", 574, Vista),
    builtin(*b"RA", 575, Windows8),
    builtin(*b"ES", 576, Windows8),
    builtin(*b"MS", 577, Windows8),
    builtin(*b"HA", 578, Windows8),
    builtin(*b"AA", 579, Windows8),
    builtin(*b"RM", 580, Windows8),
    builtin(*b"HO", 584, Latest),
    builtin(*b"SH", 585, Latest),
    machine(*b"LA", 500),
    machine(*b"LG", 501),
    domain(*b"DA", 512, Xp),
    domain(*b"DU", 513, Xp),
    domain(*b"DG", 514, Xp),
    domain(*b"DC", 515, Xp),
    domain(*b"DD", 516, Xp),
    domain(*b"CA", 517, Xp),
    domain(*b"PA", 520, Xp),
    domain(*b"CN", 522, Windows8),
    domain(*b"AP", 525, Windows8),
    domain(*b"KA", 526, Windows10),
    domain(*b"RS", 553, Xp),
    forest(*b"RO", 498, Xp),
    forest(*b"SA", 518, Xp),
    forest(*b"EA", 519, Xp),
    forest(*b"EK", 527, Windows10),
];

static TABLE: [Alias; 68] = ALIASES;

/// Letters to row.
static BY_LETTERS: [Option<&Alias>; PAIRS] = {
    let mut table = [None; PAIRS];
    let mut rest: &'static [Alias] = &ALIASES;
    while let [first, tail @ ..] = rest {
        if let Some(place) = pairs::of(first.letters)
            && let (_, [slot, ..]) = table.split_at_mut(place)
        {
            *slot = Some(first);
        }
        rest = tail;
    }
    table
};

/// The row of an alias, whatever its case.
#[inline(always)]
pub(crate) fn by_letters(letters: [u8; 2]) -> Option<&'static Alias> {
    *BY_LETTERS.get(pairs::of(letters)?)?
}

/// The alias of a SID, for a reader of this generation.
pub(crate) fn by_sid(sid: SidRef<'_>, domains: &DomainSids, generation: Generation) -> Option<[u8; 2]> {
    let row = well_known_row(sid).or_else(|| relative_row(sid, domains))?;
    (row.since <= generation).then_some(row.letters)
}

fn well_known_row(sid: SidRef<'_>) -> Option<&'static Alias> {
    let slot = match sid.as_bytes() {
        [1, 1, 0, 0, 0, 0, 0, 5, last @ ..] => BY_NT_SUB.get(place(last, 0)?)?,
        [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, last @ ..] => BY_BUILTIN_RID.get(place(last, RIDS_FROM)?)?,
        // The accounts of domains.
        [1, _, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, ..] => return None,
        _ => return TABLE.iter().find(|row| matches!(&row.target, Target::WellKnown(known) if sid == *known)),
    };
    TABLE.get(index(slot.checked_sub(1)?))
}

/// The sub-authority at the front as an index, counted from `from`.
#[inline(always)]
fn place(sub_authority: &[u8], from: u32) -> Option<usize> {
    let place = u32::from_le_bytes(*sub_authority.first_chunk()?).checked_sub(from)?;
    Some(index32(place))
}

fn relative_row(sid: SidRef<'_>, domains: &DomainSids) -> Option<&'static Alias> {
    let (parent, last) = sid.as_bytes().split_last_chunk::<4>()?;
    let rid = u32::from_le_bytes(*last);
    if !(RIDS_FROM..=RELATIVE_RIDS_TO).contains(&rid) {
        return None;
    }
    TABLE.iter().find(|row| match row.target {
        Target::WellKnown(_) => false,
        Target::Machine(of) => of == rid && is_parent(parent, domains.machine.as_ref()),
        Target::Domain(of) => of == rid && is_parent(parent, domains.domain.as_ref()),
        Target::Forest(of) => of == rid && is_parent(parent, domains.forest.as_ref()),
    })
}

/// Whether the bytes before a SID's last sub-authority are those of a domain's SID, but for the count.
fn is_parent(parent: &[u8], domain: Option<&Sid>) -> bool {
    match (parent, domain.map(Sid::as_bytes)) {
        ([_, _, parent @ ..], Some([_, _, domain @ ..])) => parent == domain,
        _ => false,
    }
}

/// The smallest identifier of an account or built-in group that has an alias.
const RIDS_FROM: u32 = 498;
/// The largest one that is relative to a domain.
const RELATIVE_RIDS_TO: u32 = 553;

/// `S-1-5-<sub>` to row, plus one.
static BY_NT_SUB: [u8; 64] = rows_by_last(1, 0);
/// `S-1-5-32-<rid>` to row, plus one.
static BY_BUILTIN_RID: [u8; 88] = rows_by_last(2, RIDS_FROM);

/// The rows of SIDs with authority 5 and so many sub-authorities, by the last of these, counted from `from`.
const fn rows_by_last<const N: usize>(count: u8, from: u32) -> [u8; N] {
    let mut table = [0; N];
    let mut row: u8 = 0;
    let mut rest: &[Alias] = &ALIASES;
    while let [first, tail @ ..] = rest {
        row = row.wrapping_add(1);
        if let Target::WellKnown(sid) = &first.target {
            let last = match &sid.bytes {
                [_, 1, 0, 0, 0, 0, 0, 5, a, b, c, d, ..] if count == 1 => Some([*a, *b, *c, *d]),
                [_, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, a, b, c, d, ..] if count == 2 => Some([*a, *b, *c, *d]),
                _ => None,
            };
            if let Some(last) = last {
                let (_, slot) = table.split_at_mut(index32(u32::from_le_bytes(last).wrapping_sub(from)));
                if let [slot, ..] = slot {
                    *slot = row;
                }
            }
        }
        rest = tail;
    }
    table
}

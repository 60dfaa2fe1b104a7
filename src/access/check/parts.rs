//! What has been decided about an object, as a whole or in its parts.

use crate::guid::Guid;

/// What has been decided about an object or a part of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    /// Rights that have been granted.
    pub(super) granted: u32,
    /// Rights that have been refused, here or below.
    pub(super) refused: u32,
}

impl State {
    /// The rights among `wanted` that there is no decision about.
    #[inline(always)]
    pub(super) const fn undecided(self, wanted: u32) -> u32 {
        wanted & !(self.granted | self.refused)
    }

    /// Grants rights, or refuses them, as far as there is no decision about them. Gives those.
    #[inline(always)]
    pub(super) const fn decide(&mut self, rights: u32, refuses: bool) -> u32 {
        let new = self.undecided(rights);
        if refuses {
            self.refused |= new;
        } else {
            self.granted |= new;
        }
        new
    }

    /// Leaves what both have been granted, and refuses what one of them has been refused.
    #[inline(always)]
    pub(super) const fn intersect(&mut self, other: Self) {
        self.granted &= other.granted;
        self.refused |= other.refused;
    }
}

/// The parts that are asked about, and what has been decided about each.
pub(super) trait Parts {
    /// The state of the object itself.
    fn first(&self) -> State;

    /// The part that an object ACE is about; `None` where it is not asked about.
    fn place(&self, guid: Guid, refuses: bool) -> Option<usize>;

    /// Grants rights on a part and all below it, or refuses them, as far as they have not been decided there. A part has what all
    /// parts right below it have, and is refused what one of them is. Gives the rights that are new in the part or below.
    fn decide(&mut self, place: usize, rights: u32, refuses: bool) -> u32;

    /// The rights among `wanted` that there is no decision about for some part.
    fn undecided(&self, wanted: u32) -> u32;

    /// The same parts, with nothing decided.
    fn blank(&self) -> Self;

    /// Leaves what both have been granted, and refuses what one of them has been refused.
    fn intersect(&mut self, others: &Self);
}

/// An object whose parts nobody asks about.
impl Parts for State {
    #[inline(always)]
    fn first(&self) -> State {
        *self
    }

    /// What is refused for a part is refused for the whole.
    #[inline(always)]
    fn place(&self, _: Guid, refuses: bool) -> Option<usize> {
        refuses.then_some(0)
    }

    #[inline(always)]
    fn decide(&mut self, _: usize, rights: u32, refuses: bool) -> u32 {
        Self::decide(self, rights, refuses)
    }

    #[inline(always)]
    fn undecided(&self, wanted: u32) -> u32 {
        Self::undecided(*self, wanted)
    }

    #[inline(always)]
    fn blank(&self) -> Self {
        Self::default()
    }

    #[inline(always)]
    fn intersect(&mut self, others: &Self) {
        Self::intersect(self, *others);
    }
}

//! Tries.

/// Tries that are left before a key or a PIN is blocked.
pub(crate) struct Tries {
    left: u8,
    limit: u8,
}

/// The outcome of a try.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Attempt {
    /// The answer was right; all tries are there again.
    Right,
    /// The answer was wrong and cost a try.
    Wrong,
    /// No tries were left, and the answer was not looked at.
    Blocked,
}

impl Tries {
    /// All tries.
    pub(crate) const fn new(limit: u8) -> Self {
        Self { left: limit, limit }
    }

    /// Tries that are left.
    pub(crate) const fn left(&self) -> u8 {
        self.left
    }

    /// Tries of a fresh counter.
    pub(crate) const fn limit(&self) -> u8 {
        self.limit
    }

    /// Pays a try, then looks at the answer; a right one gives all tries back.
    pub(crate) fn attempt(&mut self, right: impl FnOnce() -> bool) -> Attempt {
        let Some(left) = self.left.checked_sub(1) else { return Attempt::Blocked };
        self.left = left;
        if !right() {
            return Attempt::Wrong;
        }
        self.reset();
        Attempt::Right
    }

    /// Gives all tries back.
    pub(crate) fn reset(&mut self) {
        self.left = self.limit;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_answer_costs_a_try_and_a_right_one_gives_them_back() {
        let mut tries = Tries::new(3);
        assert_eq!((tries.attempt(|| false), tries.left()), (Attempt::Wrong, 2));
        assert_eq!((tries.attempt(|| true), tries.left()), (Attempt::Right, 3));
    }

    #[test]
    fn at_zero_a_right_answer_is_not_looked_at() {
        let mut tries = Tries::new(1);
        assert_eq!((tries.attempt(|| false), tries.left()), (Attempt::Wrong, 0));
        assert_eq!((tries.attempt(|| true), tries.left()), (Attempt::Blocked, 0));
    }
}

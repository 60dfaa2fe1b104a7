//! The security status, and conditions upon it.

/// Whom the card believes to talk to.
#[derive(Clone, Copy, Default)]
pub(crate) struct Security {
    /// The user PIN has been verified.
    pub(crate) user: bool,
    /// The host has authenticated with the admin key.
    pub(crate) admin: bool,
}

impl Security {
    /// Both, as a card that is being initialised takes it.
    pub(crate) const EVERYBODY: Self = Self { user: true, admin: true };
}

/// A security condition byte (ISO/IEC 7816-4).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Condition(pub(crate) u8);

impl Condition {
    /// No condition.
    pub(crate) const ALWAYS: Self = Self(0x00);
    /// Never.
    pub(crate) const NEVER: Self = Self(0xFF);
    /// The admin key.
    pub(crate) const ADMIN: Self = Self(0x20);
    /// The user PIN or the admin key.
    pub(crate) const USER_OR_ADMIN: Self = Self(0x30);

    const USER_AUTHENTICATION: u8 = 0x10;
    const EXTERNAL_AUTHENTICATION: u8 = 0x20;
    const SECURE_MESSAGING: u8 = 0x40;
    const ALL_OF_THEM: u8 = 0x80;

    /// Whether the condition holds. Secure messaging never does: this card has none. The security environment's number is not looked at.
    pub(crate) fn holds(self, security: Security) -> bool {
        match self {
            Self::ALWAYS => return true,
            Self::NEVER => return false,
            _ => {}
        }
        let named = |bit| self.0 & bit != 0;
        let mut asked = [
            (named(Self::USER_AUTHENTICATION), security.user),
            (named(Self::EXTERNAL_AUTHENTICATION), security.admin),
            (named(Self::SECURE_MESSAGING), false),
        ]
        .into_iter()
        .filter_map(|(named, holds)| named.then_some(holds))
        .peekable();
        if named(Self::ALL_OF_THEM) { asked.peek().is_some() && asked.all(|holds| holds) } else { asked.any(|holds| holds) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOBODY: Security = Security { user: false, admin: false };
    const USER: Security = Security { user: true, admin: false };
    const ADMIN: Security = Security { user: false, admin: true };

    #[test]
    fn conditions_name_who_may() {
        for (condition, nobody, user, admin, everybody) in [
            (0x00, true, true, true, true),
            (0xFF, false, false, false, false),
            (0x10, false, true, false, true),
            (0x90, false, true, false, true),
            (0x20, false, false, true, true),
            (0x30, false, true, true, true),
            (0xB0, false, false, false, true),
            (0x40, false, false, false, false),
            (0x50, false, true, false, true),
            (0xD0, false, false, false, false),
            (0x80, false, false, false, false),
        ] {
            let holds = [NOBODY, USER, ADMIN, Security::EVERYBODY].map(|security| Condition(condition).holds(security));
            assert_eq!(holds, [nobody, user, admin, everybody], "{condition:02X}");
        }
    }
}

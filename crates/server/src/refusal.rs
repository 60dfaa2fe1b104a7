//! Why something is not done.

use std::borrow::Cow;
use std::time::Duration;

use crate::store::StoreError;

/// Why something that was asked for properly is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Of which kind it is.
    pub(crate) kind: RefusalKind,
    /// A code for programs.
    pub(crate) code: &'static str,
    /// A sentence for people.
    pub(crate) message: Cow<'static, str>,
}

/// Kinds of refusals, in the order in which they are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefusalKind {
    /// What was sent does not fit the object that it is about.
    Bad,
    /// There is no such object, or nothing to answer.
    Nothing,
    /// The caller may not.
    Forbidden,
    /// The state does not allow it.
    Conflict,
    /// Too many secrets were asked for; so long there are none.
    Locked(Duration),
    /// The service itself is at fault.
    Fault,
}

impl Refusal {
    /// A refusal of this kind.
    pub(crate) fn new(kind: RefusalKind, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, code, message: message.into() }
    }

    /// There is no such object.
    pub(crate) fn nothing() -> Self {
        Self::new(RefusalKind::Nothing, "no-such-object", "there is no such object")
    }

    /// The state does not allow it.
    pub(crate) fn conflict(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(RefusalKind::Conflict, code, message)
    }

    /// The caller may not.
    pub(crate) fn forbidden(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(RefusalKind::Forbidden, code, message)
    }

    /// What was sent does not fit.
    pub(crate) fn bad(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(RefusalKind::Bad, code, message)
    }

    /// The service itself is at fault.
    pub(crate) fn fault(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(RefusalKind::Fault, "internal", message)
    }
}

/// Why a command stops.
#[derive(Debug)]
pub(crate) enum Stop {
    /// It is refused. What was recorded of it stays.
    Refused(Refusal),
    /// It is refused after it has begun. Nothing of it stays.
    Undone(Refusal),
    /// The store fails. Nothing of it stays.
    Store(StoreError),
}

impl Stop {
    /// The same, but nothing of it stays.
    pub(crate) fn undoing(self) -> Self {
        match self {
            Self::Refused(refusal) => Self::Undone(refusal),
            other => other,
        }
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

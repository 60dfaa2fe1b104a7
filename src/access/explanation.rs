//! How an answer came about.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::outcome::AccessOutcome;
use super::trace::{Event, List, Pass, Step, Trace};
use crate::num::bits;
use crate::rights::AccessMask;

/// A check with every step that it took, in order.
///
/// Its text has the decision and a line for each step; [`access_reasons`](Self::access_reasons) has a line for each right.
///
/// ```
/// use aclavis::{AccessMask, AccessRequest, AccessToken, Event, SecurityDescriptor};
/// let descriptor: SecurityDescriptor = "O:SYD:(D;;LC;;;BG)(A;;LCRC;;;WD)".parse()?;
/// let guest = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).groups(["WD".parse()?, "BG".parse()?]).build();
/// let explanation = AccessRequest::new(AccessMask::LIST_CHILDREN).explain(&guest, &descriptor)?;
/// let reasons = explanation.reasons();
/// assert!(matches!(reasons[0].step.unwrap().event, Event::Ace { index: 0, .. }));
/// assert!(!reasons[0].is_granted);
/// let text = "refused, refused LC
/// integrity S-1-16-8192 of the token reaches S-1-16-8192 of the object, which has no label
/// ACE 0 (D;;LC;;;BG) refuses, refused LC
/// ACE 1 (A;;LCRC;;;WD) not reached: everything is decided";
/// assert_eq!(explanation.to_string(), text);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation<'a> {
    desired: AccessMask,
    outcome: AccessOutcome,
    steps: Vec<Step<'a>>,
}

/// Why a right is granted or not, from [`Explanation::reasons`].
///
/// ```
/// use aclavis::{AccessMask, AccessRequest, AccessToken, List, Pass, SecurityDescriptor};
/// let descriptor: SecurityDescriptor = "O:SYD:(A;;RC;;;WD)".parse()?;
/// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).group("WD".parse()?).build();
/// let request = AccessRequest::new(AccessMask::READ_CONTROL | AccessMask::DELETE);
/// let explanation = request.explain(&token, &descriptor)?;
/// let [delete, read] = explanation.reasons()[..] else { panic!("one for each right, the lowest bit first") };
/// assert_eq!((delete.right, delete.missing), (AccessMask::DELETE, Some((Pass::Token, List::Object))));
/// assert!(read.is_granted && !explanation.is_allowed());
/// assert_eq!(read.step.map(ToString::to_string).as_deref(), Some("ACE 0 (A;;RC;;;WD) grants, granted RC"));
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason<'e, 'a> {
    /// The right, one bit.
    pub right: AccessMask,
    /// Whether it is granted, or would be if the others that were asked for were granted, too.
    pub is_granted: bool,
    /// The step that decided. `None` where nothing grants it.
    pub step: Option<&'e Step<'a>>,
    /// Whose SIDs are not granted this right, and in which list, where no step decided.
    pub missing: Option<(Pass, List<'a>)>,
}

impl<'a> Explanation<'a> {
    pub(super) fn new(desired: AccessMask, outcome: AccessOutcome, trace: Trace<'a>) -> Self {
        Self { desired, outcome, steps: trace.steps }
    }

    /// The answer, the same that a check without explanation gives.
    #[must_use]
    pub fn outcome(&self) -> &AccessOutcome {
        &self.outcome
    }

    /// Whether access is allowed.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        self.outcome.is_allowed()
    }

    /// What was asked for.
    #[must_use]
    pub fn desired(&self) -> AccessMask {
        self.desired
    }

    /// The steps in their order.
    #[must_use]
    pub fn steps(&self) -> &[Step<'a>] {
        &self.steps
    }

    /// For every right that was asked for by name or is granted, what decided it; the lowest bit first. With a list of objects it
    /// is about the first.
    #[must_use]
    pub fn reasons(&self) -> Vec<Reason<'_, 'a>> {
        let named = self.desired.difference(AccessMask::MAXIMUM_ALLOWED);
        let rights = named | self.outcome.granted;
        (0..u32::BITS).map(|bit| bits(1 << bit)).filter(|right| rights.contains(*right)).map(|right| self.reason(right)).collect()
    }

    /// What decided one right.
    fn reason(&self, right: AccessMask) -> Reason<'_, 'a> {
        let decided = |step: &&Step<'a>| step.decided.contains(right);
        if self.outcome.refused.contains(right) {
            let step = self.steps.iter().filter(decided).find(|step| step.refused.contains(right));
            return Reason { right, is_granted: false, step, missing: None };
        }
        if self.outcome.missing.contains(right) {
            return Reason { right, is_granted: false, step: None, missing: self.missing(right) };
        }
        let step = self.steps.iter().filter(decided).find(|step| step.granted.contains(right));
        Reason { right, is_granted: true, step, missing: None }
    }

    /// The first pass through a list that did not grant a right.
    fn missing(&self, right: AccessMask) -> Option<(Pass, List<'a>)> {
        let continues = |step: &Step<'a>, next: &Step<'a>| {
            let is_start = matches!(next.event, Event::Policy { .. } | Event::Rule { .. });
            (step.pass, step.list) == (next.pass, next.list) && !is_start
        };
        let is_in_list = |step: &Step<'a>| {
            matches!(step.event, Event::Ace { .. } | Event::NoDacl { .. } | Event::EmptyDacl | Event::Owner { .. })
        };
        let grants = |step: &Step<'a>| (step.granted & step.decided).contains(right);
        let mut passes = self.steps.chunk_by(continues).filter(|steps| steps.iter().any(is_in_list));
        passes.find(|steps| !steps.iter().any(grants)).and_then(|steps| steps.first()).map(|step| (step.pass, step.list))
    }

    /// The field `AccessReason` of the Windows events 4656 and 5145: a line for each right with what granted or denied it, an ACE as
    /// SDDL. `name` gives the names of rights; those it does not know get the standard names, or their bits.
    ///
    /// ```
    /// use aclavis::{AccessMask, AccessRequest, AccessToken, SecurityDescriptor};
    /// let descriptor: SecurityDescriptor = "O:SYD:(A;;RC;;;WD)".parse()?;
    /// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).group("WD".parse()?).build();
    /// let request = AccessRequest::new(AccessMask::READ_CONTROL | AccessMask::DELETE);
    /// let text = request.explain(&token, &descriptor)?.access_reasons(|_| None::<&str>);
    /// assert_eq!(text, "DELETE:\tNot granted\nREAD_CONTROL:\tGranted by\tD:(A;;RC;;;WD)\n");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    #[must_use]
    pub fn access_reasons<N: fmt::Display>(&self, name: impl Fn(AccessMask) -> Option<N>) -> String {
        super::reasons::text(self, name)
    }
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let AccessOutcome { decision, granted, refused, missing, .. } = &self.outcome;
        write!(f, "{decision}")?;
        for (what, rights) in [("granted", granted), ("refused", refused), ("missing", missing)] {
            if !rights.is_empty() {
                write!(f, ", {what} {rights}")?;
            }
        }
        for step in &self.steps {
            write!(f, "\n{step}")?;
        }
        Ok(())
    }
}

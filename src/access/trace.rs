//! What a check notes while it goes.

use alloc::vec::Vec;

use super::level::IntegrityLevel;
use super::privilege::Privileges;
use crate::condition::Truth;
use crate::descriptor::AceRef;
use crate::guid::Guid;
use crate::num::bits;
use crate::rights::AccessMask;

/// Whose SIDs a pass through a DACL is about (MS-DTYP 2.5.3.2). A right must be granted in every pass. Shown in the examples of
/// [`Step`] and [`Reason`](super::Reason).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pass {
    /// The user's and the groups'.
    Token,
    /// The restricting ones of a restricted token.
    Restricted,
    /// The package and the capabilities of an AppContainer.
    AppContainer,
}

impl Pass {
    /// A short stable name: `token`, `restricted`, `app-container`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Restricted => "restricted",
            Self::AppContainer => "app-container",
        }
    }
}

/// The list that a step is about: the object's, or one by which a central access policy limits it (MS-DTYP 2.5.3.2). Shown in the
/// examples of [`Reason`](super::Reason) and [`CentralRule`](super::CentralRule).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum List<'a> {
    /// The object's own.
    Object,
    /// That of a rule of a central policy, by its name.
    Rule(&'a str),
    /// The one that stands in for a central policy that is not known.
    Recovery,
}

/// What became of an ACE of a DACL (MS-DTYP 2.5.3.2). All but the first two mean that it was skipped, and why.
///
/// ```
/// use aclavis::{AccessMask, AccessRequest, AccessToken, Event, SecurityDescriptor, Truth, Verdict};
/// let text = "O:SYD:(A;IO;RC;;;WD)(XA;;RC;;;WD;(@User.Title == \"PM\"))(A;;RC;;;WD)(D;;RC;;;WD)";
/// let descriptor: SecurityDescriptor = text.parse()?;
/// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).group("WD".parse()?).build();
/// let explanation = AccessRequest::new(AccessMask::READ_CONTROL).explain(&token, &descriptor)?;
/// let verdict = |event| if let Event::Ace { verdict, .. } = event { Some(verdict) } else { None };
/// let verdicts: Vec<_> = explanation.steps().iter().filter_map(|step| verdict(step.event)).collect();
/// assert_eq!(verdicts[..2], [Verdict::InheritOnly, Verdict::Condition(Truth::Unknown)]);
/// assert_eq!(verdicts[2..], [Verdict::Grants, Verdict::NotReached]);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It grants.
    Grants,
    /// It refuses.
    Refuses,
    /// It concerns children only.
    InheritOnly,
    /// Its type neither grants nor refuses.
    OtherType,
    /// Its trustee is not among the SIDs that count.
    OtherTrustee,
    /// Its trustee counts for ACEs that refuse only.
    DenyOnly,
    /// It is about other rights than those that are asked for and not yet decided.
    OtherRights,
    /// It is about a part of the object that is not asked about.
    OtherObject(Guid),
    /// Its condition has this value, with which it does not count.
    Condition(Truth),
    /// Everything had been decided before.
    NotReached,
}

/// What a step of a check is (MS-DTYP 2.5.3.2). Privileges, labels and filters come first, then owner and DACL in every pass,
/// then central policies.
///
/// ```
/// use aclavis::{AccessMask, AccessRequest, AccessToken, Event, IntegrityLevel, SecurityDescriptor};
/// let descriptor: SecurityDescriptor = "O:S-1-5-21-1-2-3-1000D:S:(ML;;NW;;;LW)".parse()?;
/// let owner = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).build();
/// let explanation = AccessRequest::new(AccessMask::READ_CONTROL | AccessMask::DELETE).explain(&owner, &descriptor)?;
/// let [integrity, ownership, dacl] = explanation.steps() else { panic!("the label, the owner, the empty DACL") };
/// let Event::Integrity { label: Some((0, _)), object, .. } = integrity.event else { panic!("the first ACE of the SACL") };
/// assert_eq!(object, IntegrityLevel::LOW);
/// assert_eq!((ownership.event, ownership.granted), (Event::Owner { replaced_by: None }, AccessMask::READ_CONTROL));
/// assert_eq!(dacl.event, Event::EmptyDacl);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event<'a> {
    /// A privilege that matters: one that gives rights, or one that would.
    Privilege {
        /// The privilege.
        privilege: Privileges,
        /// Whether the token has it.
        held: bool,
    },
    /// A process trust label of the SACL.
    TrustLabel {
        /// Its place.
        index: usize,
        /// The label.
        ace: AceRef<'a>,
        /// Whether the caller's trust is as high.
        dominates: bool,
    },
    /// An access filter of the SACL.
    AccessFilter {
        /// Its place.
        index: usize,
        /// The filter.
        ace: AceRef<'a>,
        /// Whether its condition is true, so that it keeps nothing back.
        passes: bool,
    },
    /// The integrity levels (MS-DTYP 2.5.3.3).
    Integrity {
        /// The mandatory label of the SACL and its place; without, the object is of medium level.
        label: Option<(usize, AceRef<'a>)>,
        /// The level of the token.
        level: IntegrityLevel,
        /// The level of the object.
        object: IntegrityLevel,
        /// Whether the token's level is as high.
        dominates: bool,
    },
    /// The token has the owner's SID, who may read the descriptor and change the DACL.
    Owner {
        /// The ACE about `OW` that says instead what the owner may do.
        replaced_by: Option<usize>,
    },
    /// A DACL that is NULL or absent, which grants everything, but nothing to an AppContainer.
    NoDacl {
        /// Whether it is NULL.
        is_null: bool,
    },
    /// A DACL without ACEs, which grants nothing.
    EmptyDacl,
    /// An ACE of a DACL.
    Ace {
        /// Its place.
        index: usize,
        /// The ACE.
        ace: AceRef<'a>,
        /// What became of it.
        verdict: Verdict,
    },
    /// An ACE of the SACL that names a central policy.
    Policy {
        /// Its place.
        index: usize,
        /// The ACE.
        ace: AceRef<'a>,
        /// Whether the policy is known.
        known: bool,
    },
    /// A rule of a central policy, before its DACL.
    Rule {
        /// The value of its condition; it applies unless that is false.
        applies: Truth,
    },
}

/// A step of a check, from [`Explanation::steps`](super::Explanation::steps). It prints as one line.
///
/// ```
/// use aclavis::{AccessMask, AccessRequest, AccessToken, Event, Pass, SecurityDescriptor, Verdict};
/// let descriptor: SecurityDescriptor = "O:SYD:(D;;SD;;;BG)(A;;SDRC;;;WD)".parse()?;
/// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).group("WD".parse()?).build();
/// let explanation = AccessRequest::new(AccessMask::DELETE).explain(&token, &descriptor)?;
/// let [integrity, denies, allows] = explanation.steps() else { panic!("the labels, then two ACEs") };
/// assert!(matches!(integrity.event, Event::Integrity { dominates: true, .. }));
/// assert!(matches!(denies.event, Event::Ace { index: 0, verdict: Verdict::OtherTrustee, .. }));
/// assert_eq!((allows.pass, allows.granted), (Pass::Token, AccessMask::DELETE));
/// assert_eq!(allows.to_string(), "ACE 1 (A;;SDRC;;;WD) grants, granted SD");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step<'a> {
    /// Whose SIDs count.
    pub pass: Pass,
    /// The list that is gone through.
    pub list: List<'a>,
    /// What it is.
    pub event: Event<'a>,
    /// The rights that it granted, on one of the objects at least.
    pub granted: AccessMask,
    /// The rights that it refused or kept back, on one of the objects at least.
    pub refused: AccessMask,
    /// Those of both that it decided for the first object, or for the whole where there is no list of objects.
    pub decided: AccessMask,
}

/// Takes notes.
pub(super) trait Recorder<'a> {
    /// Whether somebody wants to know.
    const ON: bool;

    /// A pass begins.
    fn begin(&mut self, pass: Pass);
    /// Another list than the object's is gone through.
    fn enter(&mut self, list: List<'a>);
    /// A step that granted and refused these bits, and decided these of them for the first object.
    fn note(&mut self, event: Event<'a>, granted: u32, refused: u32, decided: u32);

    /// A step that granted and refused these bits for every object.
    #[inline(always)]
    fn record(&mut self, event: Event<'a>, granted: u32, refused: u32) {
        self.note(event, granted, refused, granted | refused);
    }
}

/// Takes no notes and costs nothing.
pub(super) struct Silent;

impl<'a> Recorder<'a> for Silent {
    const ON: bool = false;

    #[inline(always)]
    fn begin(&mut self, _: Pass) {}

    #[inline(always)]
    fn enter(&mut self, _: List<'a>) {}

    #[inline(always)]
    fn note(&mut self, _: Event<'a>, _: u32, _: u32, _: u32) {}
}

/// Keeps all notes.
pub(super) struct Trace<'a> {
    pub(super) steps: Vec<Step<'a>>,
    pass: Pass,
    list: List<'a>,
}

impl Default for Trace<'_> {
    fn default() -> Self {
        Self { steps: Vec::new(), pass: Pass::Token, list: List::Object }
    }
}

impl<'a> Recorder<'a> for Trace<'a> {
    const ON: bool = true;

    fn begin(&mut self, pass: Pass) {
        self.pass = pass;
    }

    fn enter(&mut self, list: List<'a>) {
        self.list = list;
        self.pass = Pass::Token;
    }

    fn note(&mut self, event: Event<'a>, granted: u32, refused: u32, decided: u32) {
        let [granted, refused, decided] = [granted, refused, decided].map(bits);
        self.steps.push(Step { pass: self.pass, list: self.list, event, granted, refused, decided });
    }
}

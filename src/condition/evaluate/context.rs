//! Evaluating a condition on its own, without a check of access.

use super::super::Condition;
use super::super::claims::Claims;
use super::super::token::Scope;
use super::{Facts, Truth, evaluate};
use crate::error::Error;
use crate::sddl::Limits;
use crate::sid::{Membership, Sid, SidRef, SidSet};

/// What a condition speaks about: claims and groups. By default there are none.
///
/// ```
/// use aclavis::{AttributeValues, Claim, Claims, Condition, EvaluationContext, Limits, Truth};
/// let user = Claims::new([Claim::new("level", 0, AttributeValues::Integer(vec![3]))]).unwrap();
/// let context = EvaluationContext { user: &user, ..EvaluationContext::default() };
/// let condition: Condition = "(@User.Level >= 2 && !(Member_of {SID(BG)}))".parse().unwrap();
/// assert_eq!(condition.evaluate_with(&context, &Limits::default()), Ok(Truth::True));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct EvaluationContext<'a> {
    /// `@User.`: claims of the user.
    pub user: &'a Claims,
    /// `@Device.`: claims of the device.
    pub device: &'a Claims,
    /// Names without a scope: attributes of the token.
    pub local: &'a Claims,
    /// `@Resource.`: attributes of the resource, see [`Claims::of_resource`].
    pub resource: &'a Claims,
    /// The user and the groups of the user that are enabled.
    pub groups: &'a [Sid],
    /// The groups of the device that are enabled.
    pub device_groups: &'a [Sid],
}

impl Default for EvaluationContext<'_> {
    fn default() -> Self {
        static NONE: Claims = Claims::EMPTY;
        Self { user: &NONE, device: &NONE, local: &NONE, resource: &NONE, groups: &[], device_groups: &[] }
    }
}

/// A context whose groups are prepared.
struct Prepared<'a> {
    context: &'a EvaluationContext<'a>,
    groups: SidSet,
    device_groups: SidSet,
}

impl Facts for Prepared<'_> {
    fn attributes(&self, scope: Scope) -> Result<&Claims, Error> {
        Ok(match scope {
            Scope::User => self.context.user,
            Scope::Device => self.context.device,
            Scope::Local => self.context.local,
            Scope::Resource => self.context.resource,
        })
    }

    fn group(&self, sid: SidRef<'_>) -> Membership {
        self.groups.membership(sid)
    }

    fn device_group(&self, sid: SidRef<'_>) -> Membership {
        self.device_groups.membership(sid)
    }

    fn refuses(&self) -> bool {
        false
    }
}

impl Condition {
    /// The value of the condition as in an ACE that allows: claims for ACEs that deny only (flag 4) count for nothing.
    ///
    /// # Errors
    ///
    /// `too-many-steps` when it takes more [steps](Limits::steps) than the limit.
    pub fn evaluate_with(&self, context: &EvaluationContext<'_>, limits: &Limits) -> Result<Truth, Error> {
        let enabled = |sids: &[Sid]| SidSet::new(sids.iter().map(|sid| (*sid, Membership::Enabled)));
        let facts = Prepared { context, groups: enabled(context.groups), device_groups: enabled(context.device_groups) };
        evaluate(self.tokens(), &facts, &mut limits.steps.clone())
    }
}

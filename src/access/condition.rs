//! Conditions and tokens.

use super::token::AccessToken;
use crate::condition::{Claims, Condition, Facts, Scope, Truth, evaluate};
use crate::error::Error;
use crate::sddl::Limits;
use crate::sid::{Membership, SidRef};

/// What the condition of one ACE speaks about: a token, and the attributes of a resource, read when they are asked for.
pub(super) struct Perspective<'t, R> {
    pub(super) token: &'t AccessToken,
    pub(super) resource: R,
    /// Whether the ACE refuses.
    pub(super) refuses: bool,
}

impl<'t, R: Fn() -> Result<&'t Claims, Error>> Facts for Perspective<'t, R> {
    fn attributes(&self, scope: Scope) -> Result<&Claims, Error> {
        match self.token.claims(scope) {
            Some(claims) => Ok(claims),
            None => (self.resource)(),
        }
    }

    fn group(&self, sid: SidRef<'_>) -> Membership {
        self.token.sids.membership(sid)
    }

    fn device_group(&self, sid: SidRef<'_>) -> Membership {
        self.token.device_groups.membership(sid)
    }

    fn refuses(&self) -> bool {
        self.refuses
    }
}

impl Condition {
    /// The value of the condition for a token and the attributes of a resource, as in an ACE that allows: claims for ACEs that deny
    /// only (flag 4) count for nothing (MS-DTYP 2.5.3.1.5).
    ///
    /// ```
    /// use aclavis::{AccessToken, AttributeValues, Claim, Claims, Condition, Limits, Truth};
    /// let level = Claim::new("level", 0, AttributeValues::Integer(vec![3]));
    /// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).user_claims(Claims::new([level])?).build();
    /// let condition: Condition = "(@User.Level >= 2 && !(Member_of {SID(BG)}))".parse()?;
    /// assert_eq!(condition.evaluate(&token, &Claims::default(), &Limits::default())?, Truth::True);
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `too-many-steps` when it takes more [steps](Limits::steps) than the limit.
    pub fn evaluate(&self, token: &AccessToken, resource: &Claims, limits: &Limits) -> Result<Truth, Error> {
        evaluate(self.tokens(), &Perspective { token, resource: || Ok(resource), refuses: false }, &mut limits.steps.clone())
    }
}

//! What a condition is evaluated for.

use aclavis::serde_token::{ClaimsForm, TokenForm};
use aclavis::{AccessToken, AccessTokenBuilder, Claims, Condition, DomainSids, Limits, Sid, Truth};

use crate::batch::Record;
use crate::problem::Problem;

/// A token and the attributes of a resource.
pub(super) struct Facts {
    token: AccessToken,
    resource: Claims,
}

impl Facts {
    /// What a record says; claims beside a token replace those that the token has. Another token can be given instead of the
    /// record's; where there is none, nobody is the user.
    pub(super) fn of_record(
        record: &Record<'_>,
        token: Option<AccessTokenBuilder>,
        domains: &DomainSids,
    ) -> Result<Self, Problem> {
        let form: Option<TokenForm> = record.parts("token")?;
        let mut builder = match (token, form) {
            (Some(token), _) => token,
            (None, Some(form)) => form.to_builder(domains).map_err(|error| Record::wrong("token", &error))?,
            (None, None) => AccessToken::builder(Sid::default()),
        };
        let claims = |field: &str, claims: fn(&ClaimsForm, &DomainSids) -> Result<Claims, aclavis::Error>| {
            let form: Option<ClaimsForm> = record.parts(field)?;
            form.map(|form| claims(&form, domains).map_err(|error| Record::wrong(field, &error))).transpose()
        };
        if let Some(claims) = claims("user_claims", ClaimsForm::to_claims)? {
            builder = builder.user_claims(claims);
        }
        if let Some(claims) = claims("device_claims", ClaimsForm::to_claims)? {
            builder = builder.device_claims(claims);
        }
        if let Some(claims) = claims("local_claims", ClaimsForm::to_claims)? {
            builder = builder.local_claims(claims);
        }
        let resource = claims("resource_claims", ClaimsForm::to_resource_attributes)?.unwrap_or_default();
        Ok(Self { token: builder.build(), resource })
    }

    /// The value of a condition.
    pub(super) fn truth(&self, condition: &Condition) -> Result<Truth, Problem> {
        condition.evaluate(&self.token, &self.resource, &Limits::default()).map_err(|error| Problem::of(&error))
    }
}

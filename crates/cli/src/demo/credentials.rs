//! Credentials for one run: an issuer of tokens that nobody else knows.

use std::time::Duration;

use serde_json::json;
use zeroize::Zeroizing;

use super::cast::Person;

/// Who issues the tokens.
pub(super) const ISSUER: &str = "https://issuer.demo.example";
/// Whom they are for.
pub(super) const AUDIENCE: &str = "https://demo.example/certificatemanagement";
/// How long a token counts.
pub(super) const LIFETIME: Duration = Duration::from_mins(15);

/// Issues tokens.
pub(super) struct Issuer(aclavis_issuer::Issuer);

impl Issuer {
    /// An issuer with a new key.
    pub(super) fn fresh() -> Result<Self, String> {
        aclavis_issuer::Issuer::new(ISSUER, AUDIENCE).map(Self).map_err(|error| error.to_string())
    }

    /// The public key, as the service reads it.
    pub(super) fn jwks(&self) -> String {
        self.0.jwks()
    }

    /// The header of a request with a token of a person, which counts from now on.
    pub(super) fn authorization(&self, person: &Person) -> Zeroizing<String> {
        let groups: Vec<_> = person.groups.iter().map(|group| group.sid).collect();
        let claims = json!({ "sub": person.name, "upn": person.upn(), "primarysid": person.sid, "groupsid": groups });
        Zeroizing::new(format!("Bearer {}", Zeroizing::new(self.0.token(&claims, LIFETIME)).as_str()))
    }
}

//! The file itself.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

use super::{
    Abandon, Admin, Api, Auth, Bearer, Directory, Jwks, Limits, Lock, Log, Permissions, Secrets, SensitiveConfig, StoreConfig,
    Tls,
};
use crate::authority::Sensitive;

/// The most bytes of the name of the system.
const SYSTEM: usize = 256;
/// The least room for a body, in bytes.
const BODY: usize = 1024;

/// The configuration of the service: a file in TOML.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The API.
    pub api: Api,
    /// The administration address.
    pub admin: Admin,
    /// TLS; without it the API is plain HTTP.
    pub tls: Option<Tls>,
    /// Bearer tokens.
    pub auth: Auth,
    /// The directory table.
    pub directory: Directory,
    /// Where objects are kept.
    pub store: StoreConfig,
    /// Master secrets.
    pub secrets: Secrets,
    /// Who may be given keys and responses.
    pub sensitive: SensitiveConfig,
    /// The permissions of requests.
    pub permissions: Permissions,
    /// Abandoning.
    pub abandon: Abandon,
    /// When somebody gets no more secrets of a card.
    pub lock: Lock,
    /// What a client may take of the service.
    pub limits: Limits,
    /// The log.
    pub log: Log,
}

/// Why a configuration cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("`{}` cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not of its form.
    #[error("`{}`: {message}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        message: String,
    },
    /// What it says cannot be meant.
    #[error("{0}")]
    Refused(&'static str),
}

impl Config {
    /// Reads a file. Relative paths in it start where the file is.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is not of its form.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
        let malformed = |error: toml::de::Error| ConfigError::Malformed {
            path: path.to_owned(),
            message: error.to_string().trim_end().to_owned(),
        };
        let mut config: Self = toml::from_str(&text).map_err(malformed)?;
        config.resolve(path.parent().unwrap_or(Path::new("")));
        Ok(config)
    }

    /// Makes relative paths start somewhere.
    fn resolve(&mut self, base: &Path) {
        let Self { tls, auth, store, secrets, .. } = self;
        if store.postgres.is_none() && store.postgres_file.is_none() {
            store.sqlite.get_or_insert_with(|| "aclavis.db".into());
        }
        let mut paths: Vec<&mut PathBuf> = secrets.master.iter_mut().map(|master| &mut master.file).collect();
        paths.extend(&mut store.postgres_file);
        paths.extend(&mut store.sqlite);
        if let Some(tls) = tls {
            paths.extend([&mut tls.certificate, &mut tls.key]);
            paths.extend(&mut tls.client_ca);
            paths.extend(&mut tls.client_crl);
        }
        if let Some(Jwks::File(file)) = auth.bearer.as_mut().map(|bearer| &mut bearer.jwks) {
            paths.push(file);
        }
        for path in paths {
            *path = base.join(&*path);
        }
    }

    /// Whether clients can show a certificate.
    #[must_use]
    pub fn has_client_certificates(&self) -> bool {
        self.tls.as_ref().is_some_and(|tls| tls.client_ca.is_some())
    }

    /// What must be right before the service may start, besides what each file says: nothing is open by default.
    ///
    /// # Errors
    ///
    /// Nobody could be authenticated, nobody says who may have keys, there is no master secret, or tokens and PINs would cross a
    /// network in the clear.
    pub fn check(&self) -> Result<Sensitive, ConfigError> {
        if self.auth.bearer.is_none() && !self.has_client_certificates() {
            return Err(ConfigError::Refused(
                "no authentication is configured: `[auth.bearer]` or `tls.client_ca` is needed, the service is never open",
            ));
        }
        let sensitive = self.sensitive.group.ok_or(ConfigError::Refused(
            "`sensitive.group` is not configured: the SID of the group that may have keys and responses, or `anyone-with-execute`",
        ))?;
        let is_local = |address: SocketAddr| address.ip().to_canonical().is_loopback();
        if self.tls.is_none() && !is_local(self.api.listen) && self.api.trusted_proxies.is_empty() {
            return Err(ConfigError::Refused(
                "tokens and PINs would cross the network in the clear: `[tls]` is needed, or `api.trusted_proxies` where a proxy has it",
            ));
        }
        if self.secrets.master.is_empty() {
            return Err(ConfigError::Refused(
                "no master secret is configured: `[[secrets.master]]` with version and file is needed",
            ));
        }
        if self.lock.answers == 0 {
            return Err(ConfigError::Refused("`lock.answers` is zero: nobody would ever get an answer"));
        }
        if self.api.listen == self.admin.listen && self.api.listen.port() != 0 {
            return Err(ConfigError::Refused("`api.listen` and `admin.listen` are the same address"));
        }
        if self.secrets.system.len() > SYSTEM || self.secrets.system.contains(char::is_control) {
            return Err(ConfigError::Refused("`secrets.system` has more than 256 bytes, or control characters"));
        }
        let is_anybodys = |bearer: &Bearer| bearer.issuer.is_empty() || bearer.audience.iter().any(String::is_empty);
        if self.auth.bearer.as_ref().is_some_and(is_anybodys) {
            return Err(ConfigError::Refused(
                "`auth.bearer.issuer` or `auth.bearer.audience` is empty: tokens of anybody would do",
            ));
        }
        if self.limits.body < BODY {
            return Err(ConfigError::Refused("`limits.body` is below 1024 bytes: hardly any request would fit"));
        }
        Ok(sensitive)
    }
}

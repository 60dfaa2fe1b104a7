//! Looking at a configuration without starting the service.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::SystemTime;

use aclavis::{Permission, Sid};

use super::Failure;
use super::open::Looked;
use crate::audit;
use crate::auth::bearer::BearerVerifier;
use crate::authority::Sensitive;
use crate::config::Config;
use crate::store::Store;
use crate::store::table::{masters, templates};
use crate::tls::server_config;
use crate::vault::Vault;

/// Looks at everything that the service needs to start, without starting it and without changing anything. Says what there is to know.
///
/// # Errors
///
/// The service could not start.
pub async fn check(config: &Config) -> Result<Vec<String>, Failure> {
    let sensitive = config.check()?;
    crate::http::check_log(&config.log)?;
    let mut notes = dangers(config, sensitive);
    if let Some(tls) = &config.tls {
        server_config(tls, config.auth.bearer.is_some())?;
    }
    if let Some(bearer) = &config.auth.bearer {
        BearerVerifier::start(bearer, &config.auth.domains, SystemTime::now()).await?;
    }
    let Looked { store, vault } = Looked::open(config).await?;
    for (version, check_value) in vault.check_values() {
        notes.push(format!("master secret {version}: check value {check_value}"));
    }
    for version in vault.patterns() {
        notes.push(format!("warning: master secret {version} is a pattern that anybody could find"));
    }
    for permission in Permission::ALL {
        let shared: Vec<_> = config.permissions.0.sharing(*permission).map(Permission::name).collect();
        if !shared.is_empty() {
            notes.push(format!("{permission} is the same as {}: whoever has one has them all", shared.join(", ")));
        }
    }
    match store {
        Some(store) => notes.extend(stored(&*store, &vault).await?),
        None => notes.push("the store is not there yet: the first import or start makes it".to_owned()),
    }
    Ok(notes)
}

/// What is legal and dangerous.
fn dangers(config: &Config, sensitive: Sensitive) -> Vec<String> {
    let mut notes = Vec::new();
    let mut warn = |message: String| notes.push(format!("warning: {message}"));
    if !config.api.enabled {
        warn("`api.enabled` is false, every route is 404".to_owned());
    }
    if config.tls.is_none() {
        warn("no TLS, tokens and PINs are readable on the way to the service".to_owned());
    }
    let is_local = |address: SocketAddr| address.ip().to_canonical().is_loopback();
    if !is_local(config.admin.listen) {
        warn(format!(
            "`admin.listen` is {}: it has no authentication, and belongs where only operators are",
            config.admin.listen
        ));
    }
    for network in config.api.trusted_proxies.iter().filter(|network| network.prefix_len() == 0) {
        warn(format!("`api.trusted_proxies` has {network}: everybody could say who the peer is"));
    }
    match sensitive {
        Sensitive::AnyoneWithExecute => warn("whoever may execute a request may have keys and responses".to_owned()),
        Sensitive::Group(group) if is_everybody(group) => warn(format!("`sensitive.group` is {group}: that is everybody")),
        Sensitive::Group(_) => {}
    }
    notes
}

/// Whether every caller belongs to it.
fn is_everybody(group: Sid) -> bool {
    crate::auth::EVERYBODY.iter().any(|everybody| everybody.parse() == Ok(group))
}

/// What the store says about the configuration.
async fn stored(store: &dyn Store, vault: &Vault) -> Result<Vec<String>, Failure> {
    let mut notes = Vec::new();
    let mut needed = BTreeSet::new();
    for row in store.read(templates::ALL.as_str().into(), Vec::new()).await? {
        let template = templates::read(&row)?;
        if !template.diversify_admin_key {
            notes.push(format!("warning: cards of the template `{}` all keep one admin key", template.name));
        }
    }
    for row in store.read(masters::OF_CARDS.into(), Vec::new()).await? {
        let version = row.numbered(0, |number| u32::try_from(number).ok())?;
        needed.insert(version);
        let keys = row.integer(1)?;
        let keys = if keys == 1 { "1 key of a smart card comes".to_owned() } else { format!("{keys} keys of smart cards come") };
        notes.push(if vault.has(version) {
            format!("{keys} from master secret {version}")
        } else {
            format!("warning: {keys} from master secret {version}, which is not configured")
        });
    }
    let used = audit::head(store).await?.master;
    for (version, _) in vault.check_values().filter(|(version, _)| *version < used && !needed.contains(version)) {
        notes.push(format!("no smart card has a key of master secret {version}"));
    }
    Ok(notes)
}

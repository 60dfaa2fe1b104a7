//! Profile templates.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use zeroize::Zeroizing;

use super::answer::{json, wiped};
use super::parameter::{One, none};
use crate::object::{Id, ProfileTemplate, UserPinOption};
use crate::refusal::Stop;
use crate::service::{Call, CardConfiguration, Service};

/// A profile template as the API shows it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown<'t> {
    name: &'t str,
    description: &'t str,
    uuid: Id,
    is_smartcard_profile_template: bool,
    is_virtual_smartcard_profile_template: bool,
}

impl<'t> From<&'t ProfileTemplate> for Shown<'t> {
    fn from(template: &'t ProfileTemplate) -> Self {
        Self {
            name: &template.name,
            description: &template.description,
            uuid: template.uuid,
            is_smartcard_profile_template: template.is_smartcard,
            is_virtual_smartcard_profile_template: template.is_virtual_smartcard,
        }
    }
}

/// What a client must know of a template's cards. The first three members are the documented ones.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Configuration<'t> {
    default_admin_key_hex: &'t str,
    diversify_admin_key: bool,
    user_pin_option: UserPinOption,
    admin_key_algorithm: &'static str,
    pin_length: i64,
    pin_charset: &'t str,
}

/// `GET /profiletemplates`
pub(super) async fn list(State(service): State<Arc<Service>>, call: Call, query: RawQuery) -> Result<Response, Response> {
    none(&query).map_err(IntoResponse::into_response)?;
    let templates = service.templates(&call).await.map_err(Stop::into_response)?;
    Ok(json(&templates.iter().map(Shown::from).collect::<Vec<_>>()))
}

/// `GET /profiletemplates/{id}`
pub(super) async fn read(
    State(service): State<Arc<Service>>,
    call: Call,
    One(id): One,
    query: RawQuery,
) -> Result<Response, Response> {
    none(&query).map_err(IntoResponse::into_response)?;
    let template = service.template(&call, id).await.map_err(Stop::into_response)?;
    Ok(json(&Shown::from(&*template)))
}

/// `GET /profiletemplates/{id}/configuration/smartcards`
pub(super) async fn card_configuration(
    State(service): State<Arc<Service>>,
    call: Call,
    One(template): One,
    query: RawQuery,
) -> Result<Response, Response> {
    none(&query).map_err(IntoResponse::into_response)?;
    let command = CardConfiguration { rules: service.rules.clone(), call, template };
    let (template, key) = service.execute(command).await.map_err(Stop::into_response)?;
    let shown = Configuration {
        default_admin_key_hex: &key,
        diversify_admin_key: template.diversify_admin_key,
        user_pin_option: template.user_pin_option,
        admin_key_algorithm: template.admin_key_algorithm.name(),
        pin_length: template.pin.length,
        pin_charset: &template.pin.charset,
    };
    // Large enough for all of it, so that the key never moves.
    let mut document = Zeroizing::new(Vec::with_capacity(1024));
    match serde_json::to_writer(&mut *document, &shown) {
        Ok(()) => Ok(wiped(document)),
        Err(_) => Err(super::super::Problem::internal().into_response()),
    }
}

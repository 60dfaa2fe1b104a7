//! The routes of the API.

mod answer;
mod call;
mod parameter;
pub(super) mod requests;
mod secrets;
mod smartcards;
mod templates;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post, put};

use super::get_only;
use crate::service::Service;

/// What stands before every path. The original is written in three casings; paths are compared in lower case.
pub(crate) const BASE: &str = "/certificatemanagement/api/v1.0";

/// The routes, which need a caller: who is asked for credentials is asked by a layer around them.
pub(crate) fn routes(service: Arc<Service>) -> Router {
    let routes = Router::new()
        .route("/requests", get(requests::list).post(requests::create))
        .route("/requests/{request}", get(requests::read).put(requests::end))
        .route("/requests/{request}/pin", get_only(secrets::stored_pin))
        .route("/requests/{request}/smartcards/{card}", put(smartcards::set_status).get(smartcards::read_of_request))
        .route("/requests/{request}/smartcards/{card}/authenticationresponse", get_only(secrets::authentication_response))
        .route("/requests/{request}/smartcards/{card}/diversifiedkey", get_only(secrets::diversified_key))
        .route("/requests/{request}/smartcards/{card}/serverproposedpin", get_only(secrets::proposed_pin_of_request))
        .route("/smartcards", post(smartcards::bind).get(smartcards::find))
        .route("/smartcards/{card}", get(smartcards::read))
        .route("/smartcards/{card}/operations", get(smartcards::operations))
        .route("/smartcards/{card}/serverproposedpin", get_only(secrets::proposed_pin))
        .route("/profiletemplates", get(templates::list))
        .route("/profiletemplates/{template}", get(templates::read))
        .route("/profiletemplates/{template}/configuration/smartcards", get_only(templates::card_configuration))
        .with_state(service);
    Router::new().nest(BASE, routes)
}

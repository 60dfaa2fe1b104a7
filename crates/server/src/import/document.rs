//! What a file for import holds.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::template::TemplateDocument;
use crate::object::{Principal, Request, Smartcard};

/// The objects of a file, in its order.
#[derive(Default)]
pub(crate) struct Documents {
    pub(crate) templates: Vec<TemplateDocument>,
    pub(crate) principals: Vec<Principal>,
    pub(crate) cards: Vec<Smartcard>,
    pub(crate) requests: Vec<Request>,
}

/// A file with lists of all kinds.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Lists<'a> {
    #[serde(borrow, default)]
    profile_templates: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    principals: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    smartcards: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    requests: Vec<&'a RawValue>,
}

/// Whether there is a list.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ListMarks {
    profile_templates: Option<IgnoredAny>,
    principals: Option<IgnoredAny>,
    smartcards: Option<IgnoredAny>,
    requests: Option<IgnoredAny>,
}

impl ListMarks {
    const fn is_any(&self) -> bool {
        self.profile_templates.is_some() || self.principals.is_some() || self.smartcards.is_some() || self.requests.is_some()
    }
}

/// Members by which the kind of an object is told.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Marks {
    request_type: Option<IgnoredAny>,
    serial_number: Option<IgnoredAny>,
    is_smartcard_profile_template: Option<IgnoredAny>,
    sid: Option<IgnoredAny>,
}

impl Documents {
    /// Reads a file: one object of any kind, an array of such objects, or an object with the lists `ProfileTemplates`, `Principals`,
    /// `Smartcards` and `Requests`.
    ///
    /// # Errors
    ///
    /// What is wrong, and with which object.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut documents = Self::default();
        if text.trim_start().starts_with('[') {
            let objects: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| error.to_string())?;
            for (at, object) in objects.into_iter().enumerate() {
                documents.object(object).map_err(|error| format!("object {at}: {error}"))?;
            }
            documents.are_sound()?;
            return Ok(documents);
        }
        let whole: &RawValue = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let marks: ListMarks = serde_json::from_str(whole.get()).map_err(|error| error.to_string())?;
        match serde_json::from_str::<Lists<'_>>(whole.get()) {
            Ok(lists) => documents.lists(&lists)?,
            Err(error) if marks.is_any() => return Err(error.to_string()),
            Err(_) => documents.object(whole)?,
        }
        documents.are_sound()?;
        Ok(documents)
    }

    fn lists(&mut self, lists: &Lists<'_>) -> Result<(), String> {
        each("ProfileTemplates", &lists.profile_templates, |template| {
            self.templates.push(TemplateDocument::parse(template)?);
            Ok(())
        })?;
        each("Principals", &lists.principals, |principal| push(&mut self.principals, principal))?;
        each("Smartcards", &lists.smartcards, |card| push(&mut self.cards, card))?;
        each("Requests", &lists.requests, |request| push(&mut self.requests, request))
    }

    fn object(&mut self, object: &RawValue) -> Result<(), String> {
        let marks: Marks = serde_json::from_str(object.get()).map_err(|error| error.to_string())?;
        match marks {
            Marks { request_type: Some(_), .. } => push(&mut self.requests, object),
            Marks { serial_number: Some(_), .. } => push(&mut self.cards, object),
            Marks { is_smartcard_profile_template: Some(_), .. } => {
                self.templates.push(TemplateDocument::parse(object)?);
                Ok(())
            }
            Marks { sid: Some(_), .. } => push(&mut self.principals, object),
            _ => Err("neither a request, a smart card, a profile template nor a principal, and no object with lists of these \
                (`ProfileTemplates`, `Principals`, `Smartcards`, `Requests`)"
                .to_owned()),
        }
    }
}

fn each(list: &str, objects: &[&RawValue], mut take: impl FnMut(&RawValue) -> Result<(), String>) -> Result<(), String> {
    objects.iter().enumerate().try_for_each(|(at, object)| take(object).map_err(|error| format!("{list}[{at}]: {error}")))
}

fn push<T: serde::de::DeserializeOwned>(objects: &mut Vec<T>, object: &RawValue) -> Result<(), String> {
    objects.push(serde_json::from_str(object.get()).map_err(|error| error.to_string())?);
    Ok(())
}

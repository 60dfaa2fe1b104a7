//! Requests.

use serde::{Deserialize, Serialize};

use super::{DataItem, Id, RequestStatus, RequestType, StoredDescriptor, Ticks};

/// A request: somebody is to get something done to a profile or a smart card. The members stand in the documented order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Request {
    /// Its identifier.
    pub uuid: Id,
    /// What it is for.
    pub request_type: RequestType,
    /// How far it has come.
    pub status: RequestStatus,
    /// [`RequestFlags`]; unknown ones are kept.
    pub flags: RequestFlags,
    /// What was asked of the person who started it.
    pub data_collection: Vec<DataItem>,
    /// 32 in every known request.
    pub data_collection_flags: i64,
    /// Who started it.
    pub originator_user_uuid: Id,
    /// Whom it is about.
    pub target_user_uuid: Id,
    /// When it was started.
    pub submitted: Ticks,
    /// When it was completed.
    pub completed: Ticks,
    /// The profile that it makes.
    pub new_profile_uuid: Id,
    /// The profile that it is about.
    pub old_profile_uuid: Id,
    /// The card that was bound to it.
    pub new_smartcard_uuid: Id,
    /// The card that it is about.
    pub old_smartcard_uuid: Id,
    /// From 0, the highest, to 255.
    pub priority: i64,
    /// What somebody has said about it.
    pub comment: String,
    /// The template that it follows.
    pub profile_template_uuid: Id,
    /// Who may do what with it.
    pub security_descriptor: StoredDescriptor,
    /// Whether it is about a smart card.
    pub is_smartcard: bool,
    /// Whether an enrolment agent has started it.
    pub is_enrollment_agent: bool,
    /// Whether everything that was asked is answered.
    pub is_data_collection_complete: bool,
}

impl Request {
    /// Whether the card is one of this request's, the new one or the old one.
    #[must_use]
    pub fn has_card(&self, card: Id) -> bool {
        !card.is_empty() && [self.new_smartcard_uuid, self.old_smartcard_uuid].contains(&card)
    }
}

/// Flags of a request, with those that are unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestFlags(pub i64);

impl RequestFlags {
    /// An enrolment agent has started the request.
    pub const ENROLLMENT_AGENT: Self = Self(1);
    /// The request is about a smart card.
    pub const SMARTCARD: Self = Self(2);

    /// These and others.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

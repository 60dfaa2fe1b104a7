//! Data items of a request.

use serde::{Deserialize, Serialize};

/// Something that was asked of the person who started a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct DataItem {
    /// What was asked.
    pub name: String,
    /// The answer, if there is one.
    pub value: Option<String>,
}

//! Values of columns.

use std::borrow::Cow;

use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

use super::StoreError;
use crate::object::{Id, Ticks};

/// The text of a statement. It is never made of anything that came from outside.
pub(crate) type Sql = Cow<'static, str>;

/// What a statement is given. No column is ever NULL.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// A number, a truth value, a time.
    Integer(i64),
    /// A text, an identifier.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

macro_rules! from {
    ($($type:ty as $variant:ident: $value:ident => $made:expr;)*) => {$(
        impl From<$type> for Value {
            fn from($value: $type) -> Self {
                Self::$variant($made)
            }
        }
    )*};
}

from! {
    i64 as Integer: value => value;
    bool as Integer: value => i64::from(value);
    Ticks as Integer: value => value.number();
    u32 as Integer: value => i64::from(value);
    &str as Text: value => value.to_owned();
    String as Text: value => value;
    Id as Text: value => value.to_string();
    Vec<u8> as Bytes: value => value;
}

/// A row of an answer, read by the column's place.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// A number.
    pub(crate) fn integer(&self, at: usize) -> Result<i64, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        })
    }

    /// A text.
    pub(crate) fn text(&self, at: usize) -> Result<String, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        })
    }

    /// Bytes.
    pub(crate) fn bytes(&self, at: usize) -> Result<Vec<u8>, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        })
    }

    /// An identifier.
    pub(crate) fn id(&self, at: usize) -> Result<Id, StoreError> {
        let id = match self {
            Self::Sqlite(row) => row.try_get::<&str, _>(at)?.parse(),
            Self::Postgres(row) => row.try_get::<&str, _>(at)?.parse(),
        };
        id.map_err(|_| StoreError::Foreign("an identifier"))
    }

    /// A truth value.
    pub(crate) fn flag(&self, at: usize) -> Result<bool, StoreError> {
        Ok(self.integer(at)? != 0)
    }

    /// A point in time.
    pub(crate) fn ticks(&self, at: usize) -> Result<Ticks, StoreError> {
        Ticks::from_number(self.integer(at)?).ok_or(StoreError::Foreign("a time"))
    }

    /// Something that is stored as its number.
    pub(crate) fn numbered<T>(&self, at: usize, of: impl FnOnce(i64) -> Option<T>) -> Result<T, StoreError> {
        of(self.integer(at)?).ok_or(StoreError::Foreign("a number with a meaning"))
    }

    /// Something that is stored as a JSON text.
    pub(crate) fn document<T: serde::de::DeserializeOwned>(&self, at: usize) -> Result<T, StoreError> {
        serde_json::from_str(&self.text(at)?).map_err(|_| StoreError::Foreign("a JSON document"))
    }
}

//! The line that answers a record.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::value::RawValue;

use super::Out;
use crate::problem::Problem;
use crate::screen;

/// Where the answer to a record goes.
#[must_use = "every record gets an answer"]
pub(crate) struct Reply<'a> {
    pub(super) out: &'a mut Out,
    pub(super) is_terminal: bool,
    pub(super) id: Option<&'a RawValue>,
}

/// A line of the output.
#[derive(Serialize)]
struct Line<'a, T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a RawValue>,
    ok: bool,
    #[serde(flatten)]
    result: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Problem>,
}

impl Reply<'_> {
    /// Writes a line, as a terminal may show it if it is one, and says whether the record was good.
    pub(crate) fn send<T: Serialize>(self, result: Result<T, Problem>) -> io::Result<bool> {
        let ok = result.is_ok();
        let (result, error) = match result {
            Ok(result) => (Some(result), None),
            Err(problem) => (None, Some(problem)),
        };
        let line = Line { id: self.id, ok, result, error };
        if self.is_terminal {
            self.out.write_all(screen::printable_lines(&serde_json::to_string(&line)?).as_bytes())?;
        } else {
            serde_json::to_writer(&mut *self.out, &line)?;
        }
        self.out.write_all(b"\n")?;
        Ok(ok)
    }

    /// Says that the record cannot be used.
    pub(crate) fn refuse(self, problem: Problem) -> io::Result<bool> {
        self.send(Err::<(), _>(problem))
    }
}

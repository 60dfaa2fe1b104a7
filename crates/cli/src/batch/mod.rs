//! Batches: records on standard input, one JSON object a line, and results on standard output in the same order.

mod fields;
mod lines;
mod progress;
mod record;

use std::io::{self, BufReader, BufWriter, IsTerminal, Write};

use serde::Serialize;
use serde_json::value::RawValue;

use crate::failure::Failure;
use crate::problem::Problem;
use crate::screen;
use lines::{Line, Lines};
use progress::Progress;
pub(crate) use record::Record;

/// The most bytes of a line.
const LONGEST_LINE: usize = 16 << 20;

/// What a record gives.
#[derive(Serialize)]
struct Answer<'a, T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a RawValue>,
    ok: bool,
    #[serde(flatten)]
    result: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Problem>,
}

/// Answers every record, the bad ones included.
pub(crate) fn run<T: Serialize>(mut answer: impl FnMut(&Record<'_>) -> Result<T, Problem>) -> Result<(), Failure> {
    let mut lines = Lines::new(BufReader::with_capacity(1 << 16, io::stdin().lock()), LONGEST_LINE);
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let is_terminal = io::stdout().is_terminal();
    let mut progress = Progress::new();
    let mut all_good = true;
    while let Some(line) = lines.next().map_err(|error| Failure::Unreadable { name: "standard input".to_owned(), error })? {
        let good = match line {
            Line::TooLong => write(&mut out, is_terminal, None, Err::<T, _>(Problem::too_long(LONGEST_LINE))),
            Line::Whole(line) => match Record::read(line) {
                Ok(record) => write(&mut out, is_terminal, record.id(), answer(&record)),
                Err(problem) => write(&mut out, is_terminal, None, Err::<T, _>(problem)),
            },
        };
        all_good &= good.map_err(Failure::Output)?;
        progress.step();
        if lines.would_wait() {
            out.flush().map_err(Failure::Output)?;
        }
    }
    out.flush().map_err(Failure::Output)?;
    if all_good { Ok(()) } else { Err(Failure::BadRecords) }
}

/// Writes a line, as a terminal may show it if it is one, and says whether the record was good.
fn write<T: Serialize>(
    out: &mut impl Write,
    is_terminal: bool,
    id: Option<&RawValue>,
    result: Result<T, Problem>,
) -> io::Result<bool> {
    let ok = result.is_ok();
    let (result, error) = match result {
        Ok(result) => (Some(result), None),
        Err(problem) => (None, Some(problem)),
    };
    let answer = Answer { id, ok, result, error };
    if is_terminal {
        out.write_all(screen::printable_lines(&serde_json::to_string(&answer)?).as_bytes())?;
    } else {
        serde_json::to_writer(&mut *out, &answer)?;
    }
    out.write_all(b"\n")?;
    Ok(ok)
}

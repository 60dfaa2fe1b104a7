//! Batches: records on standard input, one JSON object a line, and results on standard output in the same order.

mod fields;
mod lines;
mod progress;
mod record;
mod reply;

use std::io::{self, BufReader, BufWriter, IsTerminal, StdoutLock, Write};

use crate::failure::Failure;
use crate::problem::Problem;
use lines::{Line, Lines};
use progress::Progress;
pub(crate) use record::Record;
pub(crate) use reply::Reply;

/// The most bytes of a line.
const LONGEST_LINE: usize = 16 << 20;

/// The output of a batch.
type Out = BufWriter<StdoutLock<'static>>;

/// Answers every record, the bad ones included. `answer` sends one reply for each and passes on what that gives.
pub(crate) fn run(answer: impl FnMut(&Record<'_>, Reply<'_>) -> io::Result<bool>) -> Result<(), Failure> {
    let mut all_good = true;
    match answer_all(answer, &mut all_good) {
        // Whoever closes the pipe has read enough.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {}
        result => result?,
    }
    if all_good { Ok(()) } else { Err(Failure::BadRecords) }
}

fn answer_all(mut answer: impl FnMut(&Record<'_>, Reply<'_>) -> io::Result<bool>, all_good: &mut bool) -> Result<(), Failure> {
    let mut lines = Lines::new(BufReader::with_capacity(1 << 16, io::stdin().lock()), LONGEST_LINE);
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let is_terminal = io::stdout().is_terminal();
    let mut progress = Progress::new();
    while let Some(line) = lines.next().map_err(|error| Failure::Unreadable { name: "standard input".to_owned(), error })? {
        let good = match line {
            Line::TooLong => Reply { out: &mut out, is_terminal, id: None }.refuse(Problem::too_long(LONGEST_LINE)),
            Line::Whole(line) => match Record::of_line(line) {
                Ok(record) => answer(&record, Reply { out: &mut out, is_terminal, id: record.id() }),
                Err(problem) => Reply { out: &mut out, is_terminal, id: None }.refuse(problem),
            },
        };
        *all_good &= good.map_err(Failure::Output)?;
        progress.step();
        if lines.would_wait() {
            out.flush().map_err(Failure::Output)?;
        }
    }
    out.flush().map_err(Failure::Output)
}

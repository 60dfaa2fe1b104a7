//! Records as lines of JSON.

use std::io::{self, Write};

use super::verify::PAGE;
use crate::store::table::audit;
use crate::store::{Store, StoreError};

/// Writes a line for each record from a number on, and says how many there were.
pub(crate) async fn export(store: &dyn Store, from: i64, out: &mut (dyn Write + Send)) -> Result<io::Result<i64>, StoreError> {
    let mut next = from;
    let mut written = 0_i64;
    loop {
        let rows = store.read(audit::FROM.as_str().into(), vec![next.into(), PAGE.into()]).await?;
        if rows.is_empty() {
            return Ok(out.flush().map(|()| written));
        }
        for row in &rows {
            let record = audit::read(row)?;
            written = written.saturating_add(1);
            let line = serde_json::to_string(&record).unwrap_or_default();
            if let Err(error) = writeln!(out, "{line}") {
                return Ok(Err(error));
            }
            match record.sequence.checked_add(1) {
                Some(behind) => next = behind,
                None => return Ok(out.flush().map(|()| written)),
            }
        }
    }
}

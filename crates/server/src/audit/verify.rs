//! Whether the chain is whole.

use std::fmt;
use std::str::FromStr;

use super::chain::{AuditKeys, Head};
use crate::object::Ticks;
use crate::store::table::{audit, masters};
use crate::store::{Store, StoreError};

/// How many records are looked at in one go.
pub(super) const PAGE: i64 = 500;

/// What the first record says was done.
pub(crate) const BEGINS: &str = "master.use";

/// What was found about the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditReport {
    /// How many records are right.
    pub records: i64,
    /// The authentication code of the last of them.
    pub head: [u8; 32],
    /// What is wrong, and where: nothing is said of what comes behind.
    pub fault: Option<String>,
    /// When the first and the last right record were written.
    pub period: Option<(Ticks, Ticks)>,
}

impl AuditReport {
    /// Whether everything is right.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.fault.is_none()
    }

    /// The head as it is noted elsewhere: `N:HEX`.
    #[must_use]
    pub fn head(&self) -> ExpectedHead {
        ExpectedHead { sequence: self.records, mac: self.head }
    }
}

/// A head that somebody noted earlier, as `N:HEX`: the number of a record and its authentication code, 32 bytes. A chain that does not
/// reach it any more was cut.
///
/// ```
/// use aclavis_server::ExpectedHead;
/// let text = format!("1207:{}", "5f".repeat(32));
/// assert_eq!(text.parse::<ExpectedHead>()?.to_string(), text);
/// assert!("1207".parse::<ExpectedHead>().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpectedHead {
    sequence: i64,
    mac: [u8; 32],
}

impl From<Head> for ExpectedHead {
    fn from(head: Head) -> Self {
        Self { sequence: head.sequence, mac: head.mac }
    }
}

impl FromStr for ExpectedHead {
    type Err = String;

    /// # Errors
    ///
    /// Anything but a number, a colon and 64 hexadecimal digits.
    fn from_str(text: &str) -> Result<Self, String> {
        let head = || -> Option<Self> {
            let (sequence, mac) = text.split_once(':')?;
            let sequence = sequence.parse().ok().filter(|sequence| *sequence >= 0)?;
            Some(Self { sequence, mac: crate::hex::decode(mac)?.try_into().ok()? })
        };
        head().ok_or_else(|| format!("`{}` is no head such as 42:00ff.. with 64 digits", text.escape_debug()))
    }
}

impl fmt::Display for ExpectedHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.sequence, crate::hex::encode(&self.mac))
    }
}

/// Goes through the whole chain. `progress` hears of the records that were looked at.
pub(crate) async fn verify(
    store: &dyn Store,
    keys: &AuditKeys,
    expected: Option<ExpectedHead>,
    progress: &mut (dyn FnMut(i64) + Send),
) -> Result<AuditReport, StoreError> {
    // The head is read first: a server that goes on writing only makes the chain longer than that.
    let head = head(store).await?;
    let mut report = AuditReport { records: 0, head: [0; 32], fault: None, period: None };
    let mut expected_seen = expected.is_none_or(|expected| expected.sequence == 0 && expected.mac == report.head);
    report.fault = outside(store, head).await?;
    while report.fault.is_none() && report.records < head.sequence {
        let from = report.records.saturating_add(1);
        let rows = store.read(audit::FROM.as_str().into(), vec![from.into(), PAGE.into()]).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let number = report.records.saturating_add(1);
            if number > head.sequence {
                break;
            }
            let fault = match audit::read(&row) {
                Err(_) => Some(format!("record {number} cannot be read")),
                Ok(record) if record.sequence != number => Some(format!("record {number} is missing")),
                // Whoever empties the chain can make the service go on with a record of anything else.
                Ok(record) if number == 1 && record.record.action != BEGINS => Some("record 1 is not the beginning".to_owned()),
                Ok(record) => match keys.is_right(&record, &report.head) {
                    None => Some(format!("record {number} needs master secret {}, which is not configured", record.master)),
                    Some(false) => Some(format!("record {number} was changed, or the one before it")),
                    Some(true) => {
                        let time = record.record.time;
                        report.period = Some((report.period.map_or(time, |(first, _)| first), time));
                        (report.records, report.head) = (number, record.mac);
                        None
                    }
                },
            };
            if fault.is_some() {
                report.fault = fault;
                break;
            }
            if let Some(expected) = expected.filter(|expected| expected.sequence == number) {
                expected_seen = expected.mac == report.head;
                if !expected_seen {
                    report.fault = Some(format!("record {number} is not the one that was expected"));
                    break;
                }
            }
        }
        progress(report.records);
    }
    if report.fault.is_none() {
        report.fault = if report.records < head.sequence {
            Some(format!("the records behind {} are missing, up to {}", report.records, head.sequence))
        } else if report.head != head.mac {
            Some("the stored head is not that of the last record".to_owned())
        } else if !expected_seen {
            Some(format!("the chain ends with record {}, before the head that was expected", report.records))
        } else {
            beyond(store, head).await?
        };
    }
    Ok(report)
}

/// What no chain has: records before the first one, or none at all in a store that was used.
async fn outside(store: &dyn Store, head: Head) -> Result<Option<String>, StoreError> {
    if !store.read(audit::BEFORE.into(), Vec::new()).await?.is_empty() {
        return Ok(Some("there is a record before the first one".to_owned()));
    }
    let is_used = head.sequence == 0 && !store.read(masters::ALL.into(), Vec::new()).await?.is_empty();
    Ok(is_used.then(|| "there is no record at all, although the store was used".to_owned()))
}

/// Records behind the head, which nobody has chained, unless the chain has grown in the meantime.
async fn beyond(store: &dyn Store, seen: Head) -> Result<Option<String>, StoreError> {
    let behind = store.read(audit::FROM.as_str().into(), vec![seen.sequence.saturating_add(1).into(), 1_i64.into()]).await?;
    let has_grown = head(store).await? != seen;
    Ok((!behind.is_empty() && !has_grown).then(|| format!("there is a record behind the head, {}", seen.sequence)))
}

/// The stored head.
pub(crate) async fn head(store: &dyn Store) -> Result<Head, StoreError> {
    let rows = store.read(audit::HEAD.into(), Vec::new()).await?;
    let row = rows.first().ok_or(StoreError::Foreign("the head of the audit chain"))?;
    Ok(Head {
        sequence: row.integer(0)?,
        mac: audit::mac(row, 1)?,
        master: row.numbered(2, |number| u32::try_from(number).ok())?,
    })
}

//! Command chaining.

use zeroize::Zeroizing;

use super::{Command, StatusWord};

/// The longest data field of a chain, in bytes.
const MAX_CHAIN: usize = 65_536;

/// The links of a chain that have come so far (ISO/IEC 7816-4). They may hold keys, so they are wiped.
#[derive(Default)]
pub(crate) struct Chain {
    open: Option<Open>,
}

struct Open {
    header: [u8; 3],
    data: Zeroizing<Vec<u8>>,
}

/// What a command is to its chain.
pub(crate) enum Link {
    /// No chain: the command stands for itself.
    Single,
    /// More links follow.
    More,
    /// The last one; the data field of the whole chain.
    Last(Zeroizing<Vec<u8>>),
}

impl Chain {
    /// Takes a command.
    ///
    /// # Errors
    ///
    /// 6883 where a chain is open and the command does not belong to it, 6700 where the chain becomes too long. Either ends the chain.
    pub(crate) fn accept(&mut self, command: &Command<'_>) -> Result<Link, StatusWord> {
        let header = [command.ins, command.p1, command.p2];
        let data = match self.open.take() {
            None if !command.chained => return Ok(Link::Single),
            None => joined(&[], command.data)?,
            Some(open) if open.header == header => joined(&open.data, command.data)?,
            Some(_) => return Err(StatusWord::LAST_COMMAND_EXPECTED),
        };
        if !command.chained {
            return Ok(Link::Last(data));
        }
        self.open = Some(Open { header, data });
        Ok(Link::More)
    }

    /// Forgets the links.
    pub(crate) fn clear(&mut self) {
        self.open = None;
    }
}

/// Both parts in a new allocation: growing one in place would leave a copy of it behind.
fn joined(front: &[u8], back: &[u8]) -> Result<Zeroizing<Vec<u8>>, StatusWord> {
    let length = front.len().saturating_add(back.len());
    if length > MAX_CHAIN {
        return Err(StatusWord::WRONG_LENGTH);
    }
    let mut data = Zeroizing::new(Vec::with_capacity(length));
    data.extend_from_slice(front);
    data.extend_from_slice(back);
    Ok(data)
}

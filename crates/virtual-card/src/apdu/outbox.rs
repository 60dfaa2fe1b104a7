//! Responses that are longer than the host takes at once.

use super::{Command, Reply, StatusWord};

/// The longest response data at once: with the status word they fit into a length of 16 bits.
const MAX_WINDOW: usize = 0xFF00;

/// Response data that wait for GET RESPONSE (ISO/IEC 7816-4).
#[derive(Default)]
pub(crate) struct Outbox {
    waiting: Vec<u8>,
}

impl Outbox {
    /// The response APDU: as much as the host takes, then 9000, or 61XX where more waits; or the status word alone.
    pub(crate) fn respond(&mut self, reply: Reply, le: usize) -> Vec<u8> {
        let (mut response, status) = match reply {
            Ok(data) => self.window(data, le),
            Err(status) => (Vec::new(), status),
        };
        response.extend_from_slice(&status.to_u16().to_be_bytes());
        response
    }

    /// GET RESPONSE: what waits.
    ///
    /// # Errors
    ///
    /// 6985 where nothing waits, 6A86 where P1 or P2 is not 00.
    pub(crate) fn get_response(&mut self, command: &Command<'_>) -> Reply {
        if command.p1_p2() != 0 {
            return Err(StatusWord::WRONG_P1_P2);
        }
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() { Err(StatusWord::CONDITIONS_NOT_SATISFIED) } else { Ok(waiting) }
    }

    /// Forgets what waits.
    pub(crate) fn clear(&mut self) {
        self.waiting.clear();
    }

    fn window(&mut self, mut data: Vec<u8>, le: usize) -> (Vec<u8>, StatusWord) {
        let window = le.min(MAX_WINDOW);
        if data.len() <= window {
            return (data, StatusWord::SUCCESS);
        }
        self.waiting = data.split_off(window);
        (data, StatusWord::bytes_wait(self.waiting.len()))
    }
}

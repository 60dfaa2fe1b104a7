//! A reader: pcscd with its virtual reader, and a card in it.

use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use aclavis_virtual_card::vpcd::{Event, serve};
use aclavis_virtual_card::{Card, CardState};

use crate::random::Script;
use crate::tool;

/// Where vpcd waits for the card of its first slot.
const VPCD: (&str, u16) = ("127.0.0.1", 35963);
/// The longest that starting, or powering a card, may take.
const LIMIT: Duration = Duration::from_secs(15);
/// How long to wait between two looks.
const PAUSE: Duration = Duration::from_millis(20);
/// How long pcscd needs after powering a card to tell its clients.
const SETTLE: Duration = Duration::from_millis(300);

/// pcscd, which ends with this value.
struct Daemon(Child);

impl Drop for Daemon {
    fn drop(&mut self) {
        if let Err(error) = self.0.kill().and_then(|()| self.0.wait()) {
            eprintln!("pcscd: {error}");
        }
    }
}

/// What the card did so far, and its state after that.
struct Record {
    events: Vec<Event>,
    state: CardState,
}

/// A card in the reader.
pub(crate) struct Inserted {
    record: Arc<Mutex<Record>>,
    card: JoinHandle<Card<Script>>,
    daemon: Daemon,
}

impl Inserted {
    /// Starts pcscd, inserts a card, and waits until it is powered.
    pub(crate) fn new(mut card: Card<Script>) -> Self {
        let daemon = tool::command("pcscd").arg("--foreground").stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        let daemon = Daemon(daemon);
        let mut reader = until("vpcd listens", || TcpStream::connect(VPCD).ok());
        let record = Arc::new(Mutex::new(Record { events: Vec::new(), state: card.state() }));
        let shared = Arc::clone(&record);
        let card = thread::spawn(move || {
            let served = serve(&mut card, &mut reader, |card, event| {
                let mut record = shared.lock().unwrap();
                record.events.push(event);
                record.state = card.state();
            });
            if let Err(error) = served {
                eprintln!("vpcd: {error}");
            }
            card
        });
        let inserted = Self { record, card, daemon };
        until("the card is powered", || {
            let events = &inserted.record.lock().unwrap().events;
            events.windows(2).any(|pair| pair == [Event::Reset, Event::Atr]).then_some(())
        });
        thread::sleep(SETTLE);
        inserted
    }

    /// The state of the card.
    pub(crate) fn state(&self) -> CardState {
        self.record.lock().unwrap().state.clone()
    }

    /// The commands with this instruction since the last call, with the status words of their responses: `87 03 9B 9000`.
    pub(crate) fn commands(&self, instruction: u8) -> Vec<String> {
        let events = std::mem::take(&mut self.record.lock().unwrap().events);
        let commands = events.into_iter().filter_map(|event| match event {
            Event::Command { header: [_, ins, p1, p2], status } if ins == instruction => {
                Some(format!("{ins:02X} {p1:02X} {p2:02X} {status}"))
            }
            _ => None,
        });
        commands.collect()
    }

    /// Stops pcscd and gives the card back.
    pub(crate) fn remove(self) -> Card<Script> {
        drop(self.daemon);
        self.card.join().unwrap()
    }
}

/// Looks again and again until there is something to see.
fn until<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(start.elapsed() < LIMIT, "waited for {LIMIT:?} until {what}");
        thread::sleep(PAUSE);
    }
}

//! Group commit: what many callers ask for at the same time goes into one transaction, and is durable at once.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use prometheus_client::metrics::histogram::Histogram;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use super::{Session, Store, StoreError};
use crate::audit::Head;
use crate::object::{Id, Ticks};
use crate::refusal::Stop;
use crate::vault::Vault;

/// How many commands go into one transaction at the most.
const GROUP: usize = 64;
/// How many wait at the most; more wait for a place.
const WAITING: usize = 1024;
/// How often a command is tried whose transaction was in another's way.
const TRIES: u32 = 8;

/// Something that changes the store, or must be recorded. It may run several times, each time in another transaction; only the last
/// counts.
#[async_trait]
pub(crate) trait Command: Send + Sync + 'static {
    /// What it answers.
    type Answer: Send + 'static;

    /// The requests and cards that it will look at, as far as they are known before.
    fn objects(&self) -> (Vec<Id>, Vec<Id>) {
        (Vec::new(), Vec::new())
    }

    /// Does it. Whoever refuses must not have changed anything before, but for records.
    async fn run(&self, session: &mut Session) -> Result<Self::Answer, Stop>;
}

/// Takes commands and executes them in groups.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    sender: mpsc::Sender<Box<dyn Job>>,
    head: watch::Receiver<Option<Head>>,
    groups: Histogram,
}

impl Writer {
    /// Starts to take commands. The task ends when nobody can give commands any more.
    pub(crate) fn start(store: Arc<dyn Store>, vault: Arc<Vault>) -> (Self, JoinHandle<()>) {
        let (sender, receiver) = mpsc::channel(WAITING);
        let (moved, head) = watch::channel(None);
        let groups = Histogram::new([1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]);
        let task = tokio::spawn(work(Engine { store, vault, moved, groups: groups.clone() }, receiver));
        (Self { sender, head, groups }, task)
    }

    /// Executes a command. When it answers, everything is durable.
    ///
    /// # Errors
    ///
    /// It is refused, which is durable, too; or the store fails, and nothing was done.
    pub(crate) async fn execute<C: Command>(&self, command: C) -> Result<C::Answer, Stop> {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Pending { command, outcome: None, reply: Some(reply) });
        let gone = || Stop::Store(StoreError::Unavailable("it is being closed".to_owned()));
        self.sender.send(job).await.map_err(|_| gone())?;
        answer.await.unwrap_or_else(|_| Err(gone()))
    }

    /// The head of the audit chain after the last commit of this server.
    pub(crate) fn head(&self) -> Option<Head> {
        *self.head.borrow()
    }

    /// The heads after the commits of this server, one after the other.
    pub(crate) fn heads(&self) -> watch::Receiver<Option<Head>> {
        self.head.clone()
    }

    /// How many commands went into one transaction.
    pub(crate) fn groups(&self) -> &Histogram {
        &self.groups
    }
}

/// A command with somebody who waits for its answer.
struct Pending<C: Command> {
    command: C,
    outcome: Option<Result<C::Answer, Stop>>,
    reply: Option<oneshot::Sender<Result<C::Answer, Stop>>>,
}

/// A command of any kind.
#[async_trait]
trait Job: Send {
    fn objects(&self) -> (Vec<Id>, Vec<Id>);
    /// Runs it and keeps the outcome.
    async fn run(&mut self, session: &mut Session) -> Result<(), StoreError>;
    /// Tells the outcome.
    fn answer(&mut self);
    /// Tells that the store fails.
    fn fail(&mut self, error: StoreError);
}

#[async_trait]
impl<C: Command> Job for Pending<C> {
    fn objects(&self) -> (Vec<Id>, Vec<Id>) {
        self.command.objects()
    }

    async fn run(&mut self, session: &mut Session) -> Result<(), StoreError> {
        match self.command.run(session).await {
            Err(Stop::Store(error)) => return Err(error),
            Err(Stop::Undone(refusal)) => {
                self.outcome = Some(Err(Stop::Undone(refusal)));
                return Err(StoreError::Undone);
            }
            outcome => self.outcome = Some(outcome),
        }
        Ok(())
    }

    fn answer(&mut self) {
        if let (Some(reply), Some(outcome)) = (self.reply.take(), self.outcome.take()) {
            // Whoever asked may have gone; what was done is done.
            let _ = reply.send(outcome);
        }
    }

    fn fail(&mut self, error: StoreError) {
        if let Some(reply) = self.reply.take() {
            let _ = reply.send(Err(Stop::Store(error)));
        }
    }
}

struct Engine {
    store: Arc<dyn Store>,
    vault: Arc<Vault>,
    moved: watch::Sender<Option<Head>>,
    groups: Histogram,
}

async fn work(engine: Engine, mut commands: mpsc::Receiver<Box<dyn Job>>) {
    let mut group = Vec::with_capacity(GROUP);
    while commands.recv_many(&mut group, GROUP).await > 0 {
        match engine.transact(&mut group).await {
            Ok(()) => group.iter_mut().for_each(|job| job.answer()),
            // Whether it was committed may be unknown, so nothing is done twice.
            Err(error @ StoreError::Unavailable(_)) => group.iter_mut().for_each(|job| job.fail(error.clone())),
            // One of them is at fault, or somebody else was in the way: each for itself.
            Err(_) => {
                for job in &mut group {
                    engine.alone(job).await;
                }
            }
        }
        group.clear();
    }
}

impl Engine {
    /// All in one transaction, or nothing.
    async fn transact(&self, group: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
        let mut session = Session::begin(self.store.begin().await?, Ticks::now()).await?;
        let (mut requests, mut cards) = (Vec::new(), Vec::new());
        for job in &*group {
            let (more_requests, more_cards) = job.objects();
            requests.extend(more_requests);
            cards.extend(more_cards);
        }
        session.prefetch(&requests, &cards).await?;
        let size = group.len();
        for job in group {
            job.run(&mut session).await?;
        }
        let head = session.commit(self.vault.audit()).await?;
        self.moved.send_replace(Some(head));
        self.groups.observe(f64::from(u32::try_from(size).unwrap_or(u32::MAX)));
        Ok(())
    }

    /// One in a transaction of its own, again while others are in the way.
    async fn alone(&self, job: &mut Box<dyn Job>) {
        let mut wait = Duration::from_millis(1);
        for attempt in 1..=TRIES {
            match self.transact(std::slice::from_mut(job)).await {
                Ok(()) | Err(StoreError::Undone) => return job.answer(),
                Err(StoreError::Conflict | StoreError::Duplicate) if attempt < TRIES => {
                    tokio::time::sleep(wait).await;
                    wait = wait.saturating_mul(2);
                }
                Err(error) => return job.fail(error),
            }
        }
    }
}

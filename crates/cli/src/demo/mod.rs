//! `demo`: everything at work, on the spot.

mod cast;
mod client;
mod credentials;
mod decision;
mod enrolment;
mod folder;
mod frame;
mod interrupt;
mod ledger;
mod mask;
mod page;
mod reader;
mod refusals;
mod stage;
mod stay;
mod template;
mod walk;

use std::time::Instant;

use crate::args::DemoArgs;
use crate::diagnostic;
use crate::failure::Failure;
use enrolment::Enrolment;
use page::Page;
use stage::Stage;
use walk::{Halt, Walk};

/// Runs the command.
pub(crate) fn run(args: &DemoArgs) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(|error| unable(&format!("no threads can be made: {error}")))?.block_on(demonstrate(args))
}

async fn demonstrate(args: &DemoArgs) -> Result<(), Failure> {
    let interrupted = interrupt::interrupted().map_err(|error| unable(&error.to_string()))?;
    tokio::pin!(interrupted);
    let page = Page::new();
    let stage = tokio::select! {
        stage = Stage::build() => stage.map_err(|message| unable(&message))?,
        () = &mut interrupted => return Err(unable("interrupted")),
    };
    let mut outcome = tokio::select! {
        outcome = present(page, &stage, args.stay) => outcome,
        () = &mut interrupted => {
            stage.strike().await.map_err(|message| unable(&message))?;
            return Err(unable("interrupted"));
        }
    };
    if args.stay && !matches!(outcome, Err(Failure::Output(_))) {
        tokio::select! {
            Err(failure) = stay::stay(page, &stage) => outcome = Err(failure),
            () = &mut interrupted => {}
        }
    }
    stage.strike().await.map_err(|message| unable(&message))?;
    outcome
}

/// Goes through all steps and sums up.
async fn present(page: Page, stage: &Stage, stays: bool) -> Result<(), Failure> {
    let begin = Instant::now();
    frame::introduce(page, stage)?;
    let mut walk = Walk::new(page, stage).map_err(|message| unable(&message))?;
    let walked = async {
        let enrolment = Enrolment::walk(&mut walk).await?;
        refusals::walk(&mut walk, &enrolment).await?;
        ledger::verify(&mut walk).await
    };
    if let Err(Halt::Output(failure)) = walked.await {
        return Err(failure);
    }
    frame::sum_up(&walk, begin.elapsed(), stays)?;
    if walk.differences.is_empty() { Ok(()) } else { Err(Failure::Negative) }
}

/// Says why there is no demonstration.
fn unable(message: &str) -> Failure {
    diagnostic::error(message);
    Failure::Negative
}

//! The service goes on until somebody ends it.

use std::convert::Infallible;
use std::time::Duration;

use super::cast::{self, ALICE};
use super::client::{BASE, Client};
use super::page::Page;
use super::stage::Stage;
use crate::diagnostic;
use crate::failure::Failure;
use crate::screen::{FAINT, LABEL};

/// How often tokens are written anew: before the earlier ones end.
const RENEWAL: Duration = Duration::from_mins(10);

/// Says how to call the service, and keeps the tokens fresh. This never ends, unless the output cannot be written.
pub(super) async fn stay(page: Page, stage: &Stage) -> Result<Infallible, Failure> {
    if let Err(message) = announce(page, stage).await? {
        diagnostic::error(&message);
        return Err(Failure::Negative);
    }
    loop {
        tokio::time::sleep(RENEWAL).await;
        for person in cast::ALL {
            if let Err(message) = stage.write_header(person) {
                diagnostic::error(&message);
            }
        }
    }
}

async fn announce(page: Page, stage: &Stage) -> Result<Result<(), String>, Failure> {
    let (api, admin) = (stage.running.api, stage.running.admin);
    let mut headers = Vec::new();
    for person in cast::ALL {
        match stage.write_header(person) {
            Ok(path) => headers.push((person, path)),
            Err(message) => return Ok(Err(message)),
        }
    }
    let mut block = page.section("The service goes on, Ctrl-C ends it");
    block.line("API", LABEL, &format!("http://{api}{BASE}"));
    block.line("admin", LABEL, &format!("http://{admin}/metrics"));
    block.line("", LABEL, &format!("http://{admin}/readyz"));
    let pages = format!("http://{admin}/docs/");
    if let Ok(client) = Client::new(admin)
        && client.has(&pages).await
    {
        block.line("docs", LABEL, &pages);
    }
    block.line("config", LABEL, &stage.config().display().to_string());
    for (person, path) in &headers {
        block.line(&person.name.to_lowercase(), LABEL, &path.display().to_string());
    }
    if let Some((_, path)) = headers.iter().find(|(person, _)| person.sid == ALICE.sid) {
        block.line("try", LABEL, &format!("curl -H @{} http://{api}{BASE}/requests", path.display()));
    }
    block.say(
        "note",
        FAINT,
        "The files have a header with a token that counts for 15 minutes, and are written anew before that.",
    );
    block.print()?;
    Ok(Ok(()))
}

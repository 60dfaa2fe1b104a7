//! The beginning and the end.

use std::time::Duration;

use super::cast;
use super::page::Page;
use super::stage::Stage;
use super::template;
use super::walk::Walk;
use crate::failure::Failure;
use crate::screen::{FAINT, GRANT, LABEL, REFUSE, counted};

/// Says who and what takes part.
pub(super) fn introduce(page: Page, stage: &Stage) -> Result<(), Failure> {
    let mut block = page.opening("A smart card is enrolled, over HTTP");
    block.say(
        "service",
        LABEL,
        &format!("http://{}, made for this run, with SQLite in a temporary directory", stage.running.api),
    );
    for person in cast::ALL {
        let text = format!("{}, {}; belongs to {}", person.sid, person.part, person.group_names());
        block.say(person.name, LABEL, &text);
    }
    for group in cast::GROUPS {
        let may = if group.sid == cast::CARD_USERS.sid { ", who may have keys and responses: `sensitive.group`" } else { "" };
        block.say("group", LABEL, &format!("{}, {}{may}", group.sid, group.name));
    }
    block.say("template", LABEL, &format!("`{}`. Who may read it and enrol:", template::NAME));
    block.aces(&template::descriptor());
    block.say("requests", LABEL, "What the descriptors of its requests are made from:");
    block.aces(&template::pattern());
    block.print()
}

/// Says what happened, and what to do next.
pub(super) fn sum_up(walk: &Walk<'_>, took: Duration, stays: bool) -> Result<(), Failure> {
    let differences = &walk.differences;
    let title = if differences.is_empty() { "Everything came out as it should" } else { "Something came out otherwise" };
    let mut block = walk.page.section(title);
    for difference in differences {
        block.say("differs", REFUSE, difference);
    }
    let (steps, calls, commands) = (walk.steps(), walk.calls.len(), walk.commands);
    let text = format!(
        "{}: {} over HTTP, {} to the card, {:.1} s",
        counted(steps, "step"),
        counted(calls, "exchange"),
        counted(commands, "command"),
        took.as_secs_f64()
    );
    block.say("did", if differences.is_empty() { GRANT } else { REFUSE }, &text);
    if !stays {
        block.line("next", LABEL, "aclavis demo --stay      the same, and the service goes on for requests of your own");
        block.line("", LABEL, "aclavis explain --help   asks any security descriptor who may do what, and why");
        block.line("", LABEL, "aclavis serve --help     the service with your configuration");
        block.say("note", FAINT, "The service ends here, and its directory goes with it.");
    }
    block.print()
}

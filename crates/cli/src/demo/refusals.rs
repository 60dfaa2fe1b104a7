//! What must not work.

use aclavis::Permission;

use super::cast::{ALICE, CAROL};
use super::client::Request;
use super::decision::Need;
use super::enrolment::{self, Enrolment};
use super::mask::Secret;
use super::template;
use super::walk::{Expected, Grounds, Halt, Scene, Walk};
use crate::screen::FAINT;

/// A challenge, that of the documented exchange.
const CHALLENGE: &str = "1hFD+cz/0so=";

/// Goes through it.
pub(super) async fn walk(walk: &mut Walk<'_>, enrolment: &Enrolment) -> Result<(), Halt> {
    let descriptor = template::descriptor();
    let execute = Need::OfRequest(Permission::Execute);
    let scenes = [
        (
            "wants to enrol, too",
            &CAROL,
            Request::post("/requests", enrolment::start_body()),
            Grounds::Descriptor(Need::ENROLL, &descriptor),
            Expected::Problem(403, "refused"),
            "Card users may enrol, and Carol is one of them; but she is a contractor, and that ACE stands first.",
        ),
        (
            "wants the response to a challenge of Alice's card",
            &CAROL,
            enrolment.response_to(CHALLENGE, true),
            Grounds::Descriptor(execute, &enrolment.descriptor),
            Expected::Problem(403, "refused"),
            "",
        ),
        (
            "wants one more response for the request that has ended",
            &ALICE,
            enrolment.response_to(CHALLENGE, true),
            Grounds::Descriptor(execute, &enrolment.descriptor),
            Expected::Problem(409, "illegal-state"),
            "She still may by the descriptor, but a request that has ended hands out nothing.",
        ),
    ];
    for (title, caller, request, grounds, expected, note) in scenes {
        let scene = Scene { title, caller, request, grounds, secret: Secret::Key, expected };
        let (mut block, _) = walk.exchange(scene).await?;
        if !note.is_empty() {
            block.say("note", FAINT, note);
        }
        block.print()?;
    }
    Ok(())
}

//! The walk through the steps: each is done, compared with what it should give, and printed.

use serde_json::Value;

use super::cast::Person;
use super::client::{Answer, Client, Request};
use super::decision::{Decision, Need};
use super::mask::Secret;
use super::page::{Block, Page};
use super::reader::Command;
use super::stage::Stage;
use crate::failure::Failure;
use crate::screen::{FAINT, GRANT, LABEL, REFUSE, SYSTEM};

/// The columns of a command's name.
const NAMES: usize = 29;

/// The walk.
pub(super) struct Walk<'s> {
    pub(super) page: Page,
    pub(super) stage: &'s Stage,
    client: Client,
    number: usize,
    /// What came out otherwise than it should.
    pub(super) differences: Vec<String>,
    /// The calls, for a comparison with what the service recorded.
    pub(super) calls: Vec<Call>,
    /// How many commands the card had.
    pub(super) commands: usize,
}

/// Why the walk ends early.
pub(super) enum Halt {
    /// Something differs, and what comes next would make no sense.
    Differs,
    /// The output cannot be written.
    Output(Failure),
}

/// A call that was made.
pub(super) struct Call {
    pub(super) number: usize,
    pub(super) correlation: String,
    /// `done`, or the code of the problem.
    pub(super) outcome: String,
    /// The trace of the access check, as it was worked out here.
    pub(super) trace: Option<Value>,
}

/// An exchange that is to be made.
pub(super) struct Scene<'a> {
    pub(super) title: &'a str,
    pub(super) caller: &'static Person,
    pub(super) request: Request,
    pub(super) grounds: Grounds<'a>,
    pub(super) secret: Secret,
    pub(super) expected: Expected,
}

/// Why the caller may, or may not.
pub(super) enum Grounds<'a> {
    /// A descriptor decides.
    Descriptor(Need, &'a str),
    /// No descriptor is asked.
    Rule(&'a str),
}

/// What the answer should be.
pub(super) enum Expected {
    /// This status.
    Status(u16),
    /// A problem with this status and code.
    Problem(u16, &'static str),
}

impl From<Failure> for Halt {
    fn from(failure: Failure) -> Self {
        Self::Output(failure)
    }
}

impl<'s> Walk<'s> {
    /// A walk through a service.
    pub(super) fn new(page: Page, stage: &'s Stage) -> Result<Self, String> {
        let client = Client::new(stage.running.api)?;
        Ok(Self { page, stage, client, number: 0, differences: Vec::new(), calls: Vec::new(), commands: 0 })
    }

    /// Makes an exchange. The block is printed by the caller, who may have more to say.
    pub(super) async fn exchange(&mut self, scene: Scene<'_>) -> Result<(Block, Answer), Halt> {
        let Scene { title, caller, request, grounds, secret, expected } = scene;
        self.number = self.number.saturating_add(1);
        let mut block = self.page.block(self.number, &format!("{} {title}", caller.name));
        match request.target(self.client.address()) {
            Ok(target) => block.target(request.method.as_str(), &target),
            Err(message) => return self.halt(block, &message),
        }
        if let Some(body) = &request.body {
            block.json("", LABEL, body);
        }
        let authorization = self.stage.issuer.authorization(caller);
        let answer = match self.client.send(&request, &authorization).await {
            Ok(answer) => answer,
            Err(message) => return self.halt(block, &message),
        };
        let is_refused = answer.status >= 400;
        let (shown, remark) = if is_refused { Secret::None } else { secret }.hide(&answer.text);
        block.json(&answer.status.to_string(), if is_refused { REFUSE } else { GRANT }, &shown);
        if let Some(remark) = remark {
            block.say("secret", SYSTEM, &remark);
        }
        let code = answer.json().get("Code").and_then(Value::as_str).unwrap_or_default().to_owned();
        let decision = match grounds.decide(&mut block, caller) {
            Ok(decision) => decision,
            Err(message) => return self.halt(block, &message),
        };
        let (status, expected_code) = match expected {
            Expected::Status(status) => (status, None),
            Expected::Problem(status, code) => (status, Some(code)),
        };
        if answer.status != status || expected_code.is_some_and(|expected| code != expected) {
            let expected = expected_code.map_or_else(|| status.to_string(), |code| format!("{status} {code}"));
            let came = format!("{} {code}", answer.status);
            return self.halt(block, &format!("the answer should be {expected}, and is {}", came.trim_end()));
        }
        let is_allowed = decision.as_ref().is_none_or(|decision| decision.is_allowed);
        self.check(&mut block, is_allowed == (status != 403), "the library and the service do not agree about the access");
        self.calls.push(Call {
            number: self.number,
            correlation: answer.correlation.clone(),
            outcome: if is_refused { code } else { "done".to_owned() },
            trace: decision.map(|decision| decision.trace),
        });
        Ok((block, answer))
    }

    /// Prints the commands that a card had.
    pub(super) fn card(&mut self, title: &str, commands: &[Command], note: &str) -> Result<(), Halt> {
        self.number = self.number.saturating_add(1);
        self.commands = self.commands.saturating_add(commands.len());
        let mut block = self.page.block(self.number, title);
        let mut wrong = None;
        for command in commands {
            let Command { name, header: [cla, ins, p1, p2], status, remark, .. } = command;
            let status = status.map_or_else(|| "nothing".to_owned(), |status| status.to_string());
            let style = if command.is_right() { GRANT } else { REFUSE };
            block.line("card", style, &format!("{name:<NAMES$}{cla:02X} {ins:02X} {p1:02X} {p2:02X}  {status}  {remark}"));
            if !command.is_right() && wrong.is_none() {
                wrong = Some(format!("the card says {status} to {name}"));
            }
        }
        if let Some(wrong) = wrong {
            return self.halt(block, &wrong);
        }
        if !note.is_empty() {
            block.say("note", FAINT, note);
        }
        Ok(block.print()?)
    }

    /// Notes where something does not hold.
    pub(super) fn check(&mut self, block: &mut Block, holds: bool, otherwise: &str) {
        if !holds {
            block.say("differs", REFUSE, otherwise);
            self.differences.push(format!("step {}: {otherwise}", self.number));
        }
    }

    /// Ends the walk.
    pub(super) fn halt<T>(&mut self, mut block: Block, why: &str) -> Result<T, Halt> {
        self.check(&mut block, false, why);
        block.print()?;
        Err(Halt::Differs)
    }

    /// The number of the last step.
    pub(super) fn steps(&self) -> usize {
        self.number
    }
}

impl Grounds<'_> {
    /// Works out why the caller may, and says it.
    fn decide(&self, block: &mut Block, caller: &Person) -> Result<Option<Decision>, String> {
        match self {
            Self::Descriptor(need, descriptor) => {
                let decision = need.decide(caller, descriptor)?;
                let style = if decision.is_allowed { GRANT } else { REFUSE };
                block.say("access", style, &decision.sentence);
                if let Some(meaning) = &decision.meaning {
                    block.say("", style, meaning);
                }
                Ok(Some(decision))
            }
            Self::Rule(rule) => {
                block.say("access", GRANT, rule);
                Ok(None)
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]
mod tests {
    use super::super::cast::{ALICE, CAROL};
    use super::super::template;
    use super::*;

    fn listing<'a>(caller: &'static Person, descriptor: &'a str, expected: Expected) -> Scene<'a> {
        let request = Request::get("/profiletemplates");
        let grounds = Grounds::Descriptor(Need::READ_TEMPLATE, descriptor);
        Scene { title: "lists", caller, request, grounds, secret: Secret::None, expected }
    }

    fn in_a_walk(steps: &impl AsyncFn(&mut Walk<'_>)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let stage = Stage::build().await.unwrap();
            let mut walk = Walk::new(Page::new(), &stage).unwrap();
            steps(&mut walk).await;
            drop(walk);
            stage.strike().await.unwrap();
        });
    }

    #[test]
    fn another_answer_than_the_expected_one_ends_the_walk() {
        in_a_walk(&async |walk| {
            let descriptor = template::descriptor();
            let halted = walk.exchange(listing(&ALICE, &descriptor, Expected::Status(201))).await;
            assert!(matches!(halted, Err(Halt::Differs)));
            let halted = walk.exchange(listing(&ALICE, &descriptor, Expected::Problem(403, "refused"))).await;
            assert!(matches!(halted, Err(Halt::Differs)));
            let expected =
                ["step 1: the answer should be 201, and is 200", "step 2: the answer should be 403 refused, and is 200"];
            assert_eq!(walk.differences, expected);
        });
    }

    #[test]
    fn another_decision_than_that_of_the_service_is_noticed() {
        in_a_walk(&async |walk| {
            let other = "O:BAD:(A;;LC;;;WD)";
            assert!(walk.exchange(listing(&CAROL, other, Expected::Status(200))).await.is_ok());
            assert_eq!(walk.differences, ["step 1: the library and the service do not agree about the access"]);
        });
    }
}

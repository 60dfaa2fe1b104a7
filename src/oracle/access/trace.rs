//! Traces: what the steps of a check decide is its answer.

use alloc::vec::Vec;

use super::{Case, Checked, holds, same, wanted};
use crate::access::{AccessOutcome, Event, Explanation, List, Pass, Reason, Step};
use crate::num::bits;
use crate::rights::AccessMask;

/// Steps that belong together: a pass through a list, or what comes before the first.
struct Part<'a> {
    place: Option<(Pass, List<'a>)>,
    granted: AccessMask,
    refused: AccessMask,
    aces: usize,
}

impl<'a> Part<'a> {
    const fn new(place: Option<(Pass, List<'a>)>) -> Self {
        Self { place, granted: AccessMask::empty(), refused: AccessMask::empty(), aces: 0 }
    }

    fn add(&mut self, step: &Step<'a>) {
        self.granted |= step.granted & step.decided;
        self.refused |= step.refused & step.decided;
    }

    fn decided(&self) -> AccessMask {
        self.granted | self.refused
    }
}

/// Every pass goes through all ACEs in order; no right is decided twice; the decisions give the answer, and every right has its
/// reason.
pub(super) fn explains(case: &Case<'_>, explanation: &Explanation<'_>) -> Checked {
    let mut before = Part::new(None);
    let mut passes: Vec<Part<'_>> = Vec::new();
    let mut is_between = false;
    for step in explanation.steps() {
        super::step::fits(case, step)?;
        match step.event {
            Event::Privilege { .. } | Event::TrustLabel { .. } | Event::AccessFilter { .. } | Event::Integrity { .. } => {
                holds("labels and privileges come first", passes.is_empty(), step)?;
                holds("no right is decided twice", !step.decided.intersects(before.decided()), step)?;
                before.add(step);
            }
            Event::Policy { .. } | Event::Rule { .. } => is_between = true,
            Event::Owner { .. } | Event::NoDacl { .. } | Event::EmptyDacl | Event::Ace { .. } => {
                let place = Some((step.pass, step.list));
                let continued = passes.pop_if(|pass| pass.place == place && !is_between);
                let mut pass = continued.unwrap_or(Part::new(place));
                is_between = false;
                holds("no right is decided twice", !step.decided.intersects(before.decided() | pass.decided()), step)?;
                pass.add(step);
                if let Event::Ace { index, .. } = step.event {
                    same("the ACEs are gone through in order", &index, &pass.aces)?;
                    pass.aces = pass.aces.saturating_add(1);
                }
                passes.push(pass);
            }
        }
    }
    complete(case, wanted(explanation.desired()).difference(before.decided()), &passes)?;
    give_the_answer(explanation, &before, &passes)?;
    explanation.reasons().iter().try_for_each(|one| reason(explanation.outcome(), one))
}

/// Every group of SIDs has its pass through the whole DACL; where nothing is left to decide, the token's alone stands for all.
fn complete(case: &Case<'_>, open: AccessMask, passes: &[Part<'_>]) -> Checked {
    let through_dacl = |pass: &&Part<'_>| matches!(pass.place, Some((_, List::Object)));
    let groups: Vec<Pass> = passes.iter().filter(through_dacl).filter_map(|pass| Some(pass.place?.0)).collect();
    let (is_restricted, is_container) = (case.token.is_restricted(), case.token.is_app_container());
    let all = [(Pass::Token, true), (Pass::Restricted, is_restricted), (Pass::AppContainer, is_container)];
    let needed = all.into_iter().filter(|(pass, is_needed)| *pass == Pass::Token || *is_needed && !open.is_empty());
    same("every group of SIDs has its pass", &groups, &needed.map(|(pass, _)| pass).collect())?;
    let count = case.descriptor.dacl().aces().len();
    passes.iter().filter(through_dacl).try_for_each(|pass| same("a pass has every ACE", &pass.aces, &count))
}

fn give_the_answer(explanation: &Explanation<'_>, before: &Part<'_>, passes: &[Part<'_>]) -> Checked {
    let by_all = passes.iter().map(|pass| pass.granted).reduce(|all, granted| all & granted).unwrap_or_default();
    let granted = before.granted | by_all;
    let refused = passes.iter().fold(before.refused, |all, pass| all | pass.refused);
    let outcome = explanation.outcome();
    if outcome.is_allowed() {
        same("what the steps grant is granted", &granted, &outcome.granted)?;
    }
    let open = explanation.desired().difference(AccessMask::MAXIMUM_ALLOWED).difference(granted);
    same("what the steps refuse is refused", &(open & refused), &outcome.refused)?;
    same("what the steps leave is missing", &open.difference(refused), &outcome.missing)
}

fn reason(outcome: &AccessOutcome, reason: &Reason<'_, '_>) -> Checked {
    let right = reason.right;
    let lacks = (outcome.refused | outcome.missing).contains(right);
    same("a right is granted, refused or missing", &reason.is_granted, &!lacks)?;
    let is_missing = outcome.missing.contains(right);
    same("what nobody grants is missing somewhere", &reason.missing.is_some(), &is_missing)?;
    let fits = |step: &Step<'_>| {
        let rights = if reason.is_granted { step.granted } else { step.refused };
        (rights & step.decided).contains(right)
    };
    same("what is granted or refused has its step", &reason.step.is_some_and(fits), &!is_missing)?;
    same("a reason is about one right", &right.bits().count_ones(), &bits(1).bits())
}

//! An explanation as lines: the answer, every step, and what decided each right.

use std::fmt::Write;

use aclavis::{Explanation, Step};

use super::reason;
use super::step::{Line, heading};
use crate::access::{self, Asked};
use crate::screen::{FAINT, LABEL};
use crate::table::{padding, widths};

/// The whole output.
pub(super) fn text(explanation: &Explanation<'_>, asked: &Asked) -> String {
    let mut out = access::answer(explanation.outcome(), asked);
    let reasons = explanation.reasons();
    let decides = |step: &Step<'_>| reasons.iter().any(|reason| reason.step.is_some_and(|other| std::ptr::eq(step, other)));
    for steps in explanation.steps().chunk_by(|one, next| heading(one) == heading(next)) {
        let _ = writeln!(out, "\n{LABEL}{}{LABEL:#}", steps.first().map(heading).unwrap_or_default());
        let lines: Vec<Line> = steps.iter().map(|step| Line::of(step, decides(step), asked)).collect();
        write(&mut out, &lines);
    }
    let _ = writeln!(out, "\n{LABEL}Why{LABEL:#}");
    if reasons.is_empty() {
        out.push_str("  nothing can be granted\n");
    }
    for reason in &reasons {
        let _ = writeln!(out, "  {}", reason::sentence(reason, explanation.outcome(), asked));
    }
    out
}

/// Lines of a section, `>` before those that decide.
fn write(out: &mut String, lines: &[Line]) {
    let cells: Vec<_> = lines.iter().filter_map(|line| Some(line.ace.as_ref()?.cells.clone())).collect();
    let [index_width, effect_width, who_width, what_width] = widths(&cells);
    for line in lines {
        out.push_str(if line.decides { "> " } else { "  " });
        if let Some(ace) = &line.ace {
            let [index, effect, who, what] = &ace.cells;
            let style = ace.style;
            let _ = write!(out, "{index:>index_width$}  {style}{effect}{style:#}{}", padding(effect, effect_width));
            let _ = write!(out, "{who}{}{what}{}", padding(who, who_width), padding(what, what_width));
        }
        let style = if line.decides { LABEL } else { FAINT };
        let _ = write!(out, "{style}{}{style:#}", line.text);
        if let Some(condition) = line.ace.as_ref().and_then(|ace| ace.condition.as_deref()) {
            let _ = write!(out, "  {condition}");
        }
        out.push('\n');
    }
}

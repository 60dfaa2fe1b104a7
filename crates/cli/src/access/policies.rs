//! Central access policies, as JSON.

use aclavis::{CentralPolicy, CentralRule, Condition, ParseOptions, Sid};
use serde::Deserialize;

use crate::forms;
use crate::problem::Problem;

/// A policy as a document says it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `id` and `rules`")]
pub(super) struct PolicyForm {
    id: String,
    #[serde(default)]
    rules: Option<Vec<RuleForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `descriptor`, and perhaps `name` and `applies_to`")]
struct RuleForm {
    name: Option<String>,
    applies_to: Option<String>,
    descriptor: String,
}

/// The policies of a document.
pub(super) fn of_forms(forms: Vec<PolicyForm>, options: &ParseOptions) -> Result<Vec<CentralPolicy>, Problem> {
    forms.into_iter().map(|form| form.policy(options)).collect()
}

impl PolicyForm {
    fn policy(self, options: &ParseOptions) -> Result<CentralPolicy, Problem> {
        let id = Sid::parse(&self.id, options).map_err(|error| Problem::in_text(&error, &self.id).about("id of a policy"))?;
        let rules = self.rules.unwrap_or_default().into_iter().map(|rule| rule.rule(options));
        Ok(CentralPolicy { id, rules: rules.collect::<Result<_, _>>()? })
    }
}

impl RuleForm {
    fn rule(self, options: &ParseOptions) -> Result<CentralRule, Problem> {
        let name = self.name.unwrap_or_default();
        let about = |problem: Problem, part: &str| problem.about(format_args!("{part} of rule `{}`", name.escape_debug()));
        let condition =
            |text: String| Condition::parse(&text, options).map_err(|error| about(Problem::in_text(&error, &text), "condition"));
        let applies_to = self.applies_to.map(condition).transpose()?;
        let read = forms::open_text(&self.descriptor, None).and_then(|found| found.read(options));
        let descriptor = read.map_err(|problem| about(problem, "descriptor"))?.descriptor;
        if descriptor.dacl().is_absent() {
            let problem = Problem::new("bad-rule", "descriptor without a DACL, which limits nothing");
            return Err(about(problem.expecting("a DACL; `D:NO_ACCESS_CONTROL` for a rule that limits nothing"), "descriptor"));
        }
        Ok(CentralRule { name, applies_to, descriptor })
    }
}

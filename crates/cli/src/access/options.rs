//! The question of a command line.

use std::path::Path;

use aclavis::{AccessMask, CentralPolicy, ParseOptions};
use serde::Serialize;

use super::policies::{self, PolicyForm};
use super::question::Question;
use crate::args::{ObjectType, QuestionArgs};
use crate::document;
use crate::failure::Failure;
use crate::forms::text;
use crate::given::{self, Given};
use crate::names::{SidNames, rights};
use crate::problem::Problem;
use crate::source::{self, Source};
use crate::subject::Subject;
use crate::{token, want};

/// A question, and how to speak about it.
pub(crate) struct Asked {
    pub(crate) question: Question,
    /// What the descriptor is called in errors.
    name: String,
    pub(crate) subject: Subject,
    pub(crate) names: SidNames,
}

/// An answer as JSON.
#[derive(Serialize)]
pub(crate) struct Report<'a, T> {
    #[serde(rename = "type")]
    object_type: ObjectType,
    desired: AccessMask,
    /// The names of what is granted.
    rights: Vec<String>,
    #[serde(flatten)]
    answer: &'a T,
}

impl Asked {
    /// What the arguments ask.
    pub(crate) fn of_args(args: &QuestionArgs) -> Result<Self, Failure> {
        let (Some(input), Some(who), Some(wanted)) = (&args.input, &args.token, &args.want) else {
            return Err(Failure::Usage("an input, `--as` and `--want` are needed".to_owned()));
        };
        let policies = args.policies.as_deref();
        source::reads_stdin_once(&[Some(input.as_ref()), Some(who.as_ref()), policies.map(Path::as_os_str)])?;
        let options = ParseOptions::windows().with_domains(args.domains.sids());
        let Given { name, is_member, descriptor } = given::descriptor(Source::of_argument(input)?, &options)?;
        let subject = Subject::choose(args.object_type, is_member, &descriptor);
        let desired =
            want::of_type(wanted, subject.object_type).map_err(|reason| Failure::Usage(format!("`--want`: {reason}")))?;
        let mapping = args.mapping.unwrap_or(subject.object_type.mapping());
        let sid =
            |option: &str, text: &Option<String>| text.as_deref().map(|text| given::sid(option, text, &options)).transpose();
        let question = Question {
            descriptor,
            token: token::of_argument(who, &options)?.build(),
            desired: mapping.map(desired),
            mapping,
            objects: args.objects.clone(),
            principal_self: sid("--self", &args.principal_self)?,
            policies: policies.map_or_else(|| Ok(Vec::new()), |path| read_policies(path, &options))?,
            process_trust: sid("--process-trust", &args.process_trust)?,
            require_group: args.require_group,
            intent: args.intent.intent(),
        };
        Ok(Self { question, name, subject, names: SidNames::known(*options.domains()) })
    }

    /// A problem with the question, as one with its descriptor.
    pub(crate) fn unusable(&self, problem: Problem) -> Failure {
        Failure::input(&self.name)(problem)
    }

    /// The answer as JSON.
    pub(crate) fn report<'a, T: Serialize>(&self, granted: AccessMask, answer: &'a T) -> Report<'a, T> {
        let object_type = self.subject.object_type;
        Report { object_type, desired: self.question.desired, rights: rights::names(granted, object_type), answer }
    }
}

fn read_policies(path: &Path, options: &ParseOptions) -> Result<Vec<CentralPolicy>, Failure> {
    let source = Source::of_path(path)?;
    let policies = text::of_bytes(&source.bytes).and_then(|text| {
        let forms: Vec<PolicyForm> = document::read(&text, "a list of central policies")?;
        policies::of_forms(forms, options)
    });
    policies.map_err(Failure::input(source.name))
}

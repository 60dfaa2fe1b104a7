//! What the command line takes.

mod access;
mod card;
mod condition;
mod convert;
mod demo;
mod generate;
mod inherit;
mod service;
mod shared;
mod show;

use clap::{Parser, Subcommand};
use clap_complete::Shell;

pub(crate) use access::{AccessArgs, ExplainArgs, ExplainFormat, QuestionArgs};
pub(crate) use card::{
    AdminKeyArgs, Answer, AtrArgs, CardCommand, ChallengeArgs, GenerateArgs, PinArgs, PolicyArgs, Preset, RespondArgs, Scheme,
    VerifyArgs,
};
pub(crate) use condition::ConditionArgs;
pub(crate) use convert::{ConvertArgs, InputForm, LayoutArg, OutputForm, TrailingNuls};
pub(crate) use demo::DemoArgs;
pub(crate) use generate::GenArgs;
pub(crate) use inherit::InheritArgs;
pub(crate) use service::{
    AdminCommand, AuditCommand, ConfigArgs, ExportAuditArgs, ImportArgs, RequestArgs, ServeArgs, StoreCommand, UnlockArgs,
    VerifyAuditArgs,
};
pub(crate) use shared::{Format, ObjectType};
pub(crate) use show::ShowArgs;

/// Windows security descriptors: show them in words, convert them, check access, work out what new objects get. Smart cards: answer
/// challenges, derive keys and PINs. Certificate management: the service of requests, smart cards, challenges and PINs
#[derive(Parser)]
#[command(name = "aclavis", version, max_term_width = 120, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done · 1 a negative answer · 2 wrong usage · 3 input that cannot be read or used · 4 files and streams · 5 a limit was hit";

const FORMS: &str = "\
INPUT is the text itself, @PATH for a file, or - for standard input. Its form is the first that fits its shape:
  raw      bytes of a self-relative descriptor: the first byte is 0x01
  SDDL     nothing, or a text that opens with O: G: D: or S:
  JSON     opens with { or [, see below
  .reg     a line such as \"Security\"=hex:01,00,04,\\ and its continuation lines
  LDIF     a line such as nTSecurityDescriptor:: AQAE... and its folded lines
  hex      pairs of digits with blanks , : - or 0x between them, or nothing
  base64   either alphabet, padded or not, in one line or many
  SDDL     whatever else has a colon, semicolon or parenthesis
Hex and base64 count only where they give 20 bytes or a first byte of 0x01. A JSON document has a member \
SecurityDescriptor (any case; the topmost one counts) in any of these forms, or it is the structured form that \
`convert --to json` writes. Text may be UTF-8, or UTF-16 with a byte order mark; line ends around it are no part of it.";

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Says in words who may do what: one ACE a line
    #[command(after_help = show::EXAMPLES, after_long_help = joined(&[FORMS, show::EXAMPLES]))]
    Show(ShowArgs),
    /// Converts between SDDL, the binary form and JSON, one descriptor or a batch
    #[command(after_help = convert::EXAMPLES, after_long_help = joined(&[FORMS, convert::BATCH, convert::EXAMPLES]))]
    Convert(ConvertArgs),
    /// Generates descriptors for tests: valid ones, or with --mutate nearly valid ones
    #[command(after_help = generate::EXAMPLES, after_long_help = joined(&[generate::NOTES, generate::EXAMPLES]))]
    Gen(GenArgs),
    /// Checks access: allowed or refused, and the granted rights
    #[command(after_help = access::EXAMPLES, after_long_help = joined(&[FORMS, access::ASKED, access::BATCH, access::EXAMPLES]))]
    Access(AccessArgs),
    /// Checks access and says why: every step, every ACE, the one that decides
    #[command(
        after_help = access::EXPLAIN_EXAMPLES,
        after_long_help = joined(&[FORMS, access::ASKED, access::BATCH, access::EXPLAIN_EXAMPLES])
    )]
    Explain(ExplainArgs),
    /// Works out the descriptor of a new object, or of a child after its parent has changed
    #[command(after_help = inherit::EXAMPLES, after_long_help = joined(&[inherit::NOTES, inherit::BATCH, inherit::EXAMPLES]))]
    Inherit(InheritArgs),
    /// Evaluates a condition for claims and a token: true, false or unknown
    #[command(after_help = condition::EXAMPLES, after_long_help = joined(&[condition::NOTES, condition::BATCH, condition::EXAMPLES]))]
    Condition(ConditionArgs),
    /// Smart cards: answers challenges, derives admin keys and PINs, decodes answers to reset
    #[command(subcommand, after_help = card::EXAMPLES, after_long_help = joined(&[card::KEYS, card::EXAMPLES]))]
    Card(CardCommand),
    /// Serves the certificate-management API
    #[command(
        after_help = service::SERVE_EXAMPLES,
        after_long_help = joined(&[service::CONFIGURATION, service::SERVE_EXAMPLES])
    )]
    Serve(ServeArgs),
    /// Imports profile templates, principals, smart cards and requests into the store of the service
    #[command(after_help = service::IMPORT_EXAMPLES)]
    Import(ImportArgs),
    /// The audit records of the service: whether they are whole, and what they say
    #[command(subcommand, after_help = service::AUDIT_EXAMPLES)]
    Audit(AuditCommand),
    /// Administration of the service: approve or deny a request, unlock a card, rotate the master secret
    #[command(subcommand, after_help = service::ADMIN_EXAMPLES)]
    Admin(AdminCommand),
    /// The store of the service
    #[command(subcommand, after_help = service::STORE_EXAMPLES)]
    Store(StoreCommand),
    /// Shows everything at work: the service, a smart card in software, an enrolment over HTTP, and who may do what and why
    #[command(after_help = demo::EXAMPLES, after_long_help = joined(&[demo::NOTES, demo::EXAMPLES]))]
    Demo(DemoArgs),
    /// Prints a completion script for a shell
    #[command(after_help = "Example: aclavis completions bash > ~/.local/share/bash-completion/completions/aclavis")]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Prints a manual page
    #[command(after_help = "Examples:\n  aclavis man show | man -l -\n  aclavis man card respond | man -l -")]
    Man {
        /// The command, in one word or two; without one, the page of the whole program
        command: Vec<String>,
    },
}

fn joined(parts: &[&str]) -> String {
    parts.join("\n\n")
}

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory};

    use super::Cli;

    /// The columns that help has where there is no terminal.
    const COLUMNS: usize = 100;

    /// The indented lines behind the options of a command and of those below it.
    fn indented(command: &Command) -> Vec<String> {
        let help = [command.get_after_help(), command.get_after_long_help()].into_iter().flatten().map(ToString::to_string);
        let lines = help.flat_map(|help| help.lines().map(str::to_owned).collect::<Vec<_>>());
        let own = lines.filter(|line| line.starts_with("  "));
        own.chain(command.get_subcommands().flat_map(indented)).collect()
    }

    #[test]
    fn no_example_is_wrapped() {
        let lines = indented(&Cli::command());
        assert!(lines.iter().any(|line| line.starts_with("  aclavis card respond ")));
        for line in lines {
            assert!(line.chars().count() <= COLUMNS, "{line}");
        }
    }
}

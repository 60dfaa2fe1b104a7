//! Challenges and responses among the arguments.

use aclavis::card::{Algorithm, Blocks, Challenge, Response};
use aclavis::{Error, ErrorKind};

use super::value;
use crate::args::{ChallengeArgs, VerifyArgs};
use crate::failure::Failure;

/// What to do about more than one block.
const BLOCKS_HINT: &str = "use --several-blocks if the card does ask for more than one block";

/// A challenge or response in one of two forms.
struct Value<'a> {
    /// The options of base64 and hexadecimal digits, and what they have.
    forms: [(&'static str, &'a Option<String>); 2],
    /// What to do about hexadecimal digits where base64 should be.
    hex_hint: &'static str,
    blocks: Blocks,
    /// Whether more than one block could be allowed.
    could_be_several: bool,
}

/// The challenge.
pub(super) fn challenge(args: &ChallengeArgs, algorithm: Algorithm) -> Result<Challenge, Failure> {
    let forms = [("--challenge", &args.challenge), ("--challenge-hex", &args.challenge_hex)];
    let value = Value::new(forms, "use --challenge-hex", args, algorithm);
    value.read(Challenge::from_base64, Challenge::from_hex)
}

/// The response.
pub(super) fn response(args: &VerifyArgs) -> Result<Response, Failure> {
    let forms = [("--response", &args.response), ("--response-hex", &args.response_hex)];
    let value = Value::new(forms, "use --response-hex", &args.challenge, args.alg);
    value.read(Response::from_base64, Response::from_hex)
}

impl<'a> Value<'a> {
    fn new(
        forms: [(&'static str, &'a Option<String>); 2],
        hex_hint: &'static str,
        args: &ChallengeArgs,
        algorithm: Algorithm,
    ) -> Self {
        let blocks = if args.several_blocks { Blocks::several(algorithm) } else { algorithm.into() };
        Self { forms, hex_hint, blocks, could_be_several: algorithm == Algorithm::Tdes3 && !args.several_blocks }
    }

    fn read<T>(
        &self,
        from_base64: impl FnOnce(&str, Blocks) -> Result<T, Error>,
        from_hex: impl FnOnce(&str, Blocks) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        match self.forms {
            [(option, Some(text)), _] => from_base64(text, self.blocks).map_err(|error| self.unusable(option, &error, text)),
            [_, (option, Some(text))] => from_hex(text, self.blocks).map_err(|error| self.unusable(option, &error, text)),
            [(base64, None), (hex, None)] => Err(Failure::Usage(format!("`{base64}` or `{hex}` is needed"))),
        }
    }

    fn unusable(&self, option: &str, error: &Error, text: &str) -> Failure {
        let problem = value::problem(error, text);
        Failure::input(option)(match self.hint(error) {
            Some(hint) => problem.hinting(hint),
            None => problem,
        })
    }

    fn hint(&self, error: &Error) -> Option<&'static str> {
        let size = error.size().unwrap_or_default();
        let block = Algorithm::Tdes3.block_len();
        match error.kind() {
            ErrorKind::LooksLikeHex => Some(self.hex_hint),
            ErrorKind::ChallengeLength | ErrorKind::ResponseLength if self.could_be_several => {
                (size > block && size.is_multiple_of(block)).then_some(BLOCKS_HINT)
            }
            _ => None,
        }
    }
}

//! Properties of challenges and responses as text.

use alloc::string::ToString;

use crate::card::{AdminKey, Algorithm, Blocks, Challenge, Response};
use crate::error::Error;
use crate::oracle::{Checked, holds, same};

/// Reading is consistent: base64 comes back as it was, hexadecimal digits mean the same in every grouping, several blocks are read
/// wherever one is, errors lie in the text and do not repeat it.
///
/// # Errors
///
/// The property that does not hold.
pub fn text(text: &str) -> Checked {
    for algorithm in Algorithm::ALL {
        let one = Challenge::from_base64(text, algorithm);
        let several = Challenge::from_base64(text, Blocks::several(algorithm));
        let response = Response::from_base64(text, Blocks::several(algorithm));
        holds("what is one block is several", one.is_err() || one == several, &one)?;
        if let Ok(challenge) = &several {
            let printed = response.as_ref().map(ToString::to_string).unwrap_or_default();
            same("base64 comes back", &printed.as_str(), &text)?;
            grouping(challenge, algorithm)?;
            answers(challenge, algorithm)?;
        }
        let digits = Challenge::from_hex(text, Blocks::several(algorithm));
        if let Ok(challenge) = &digits {
            grouping(challenge, algorithm)?;
        }
        for error in [several.err(), digits.err(), response.err()].into_iter().flatten() {
            silent(&error, text)?;
        }
    }
    Ok(())
}

/// Digits in groups of every size mean the same bytes.
fn grouping(challenge: &Challenge, algorithm: Algorithm) -> Checked {
    let response = Response::from_bytes(challenge.as_bytes(), Blocks::several(algorithm));
    let printed = response.map(|response| alloc::format!("{response:X}")).unwrap_or_default();
    for separator in ["", "-", ":", "  "] {
        let text = printed.replace(' ', separator).to_lowercase();
        same("digits come back", &Challenge::from_hex(&text, Blocks::several(algorithm)), &Ok(*challenge))?;
    }
    Ok(())
}

/// A challenge that was read is answered, and its answer is right and no other one.
fn answers(challenge: &Challenge, algorithm: Algorithm) -> Checked {
    let bytes = [0x5A; 32];
    let key = AdminKey::from_bytes(algorithm, bytes.get(..algorithm.key_len()).unwrap_or_default());
    let verified = key.and_then(|key| {
        let response = key.respond(challenge)?;
        let scheduled = key.schedule().respond(challenge)?;
        let echo = Response::from_bytes(challenge.as_bytes(), Blocks::several(algorithm))?;
        Ok((key.verify(challenge, &response)?, key.verify(challenge, &scheduled)?, key.verify(challenge, &echo)?))
    });
    same("the answer is right, with and without a schedule, and an echo is not", &verified, &Ok((true, true, false)))
}

fn silent(error: &Error, text: &str) -> Checked {
    let span = error.span();
    holds("an error lies in the text", span.start <= span.end && span.end <= text.len(), error)?;
    let without_text = match error.size() {
        Some(size) => Error::of_size(error.kind(), size),
        None if error.has_place() => Error::in_bytes(error.kind(), span),
        None => Error::new(error.kind()),
    };
    same("an error has nothing of the text", error, &without_text)
}

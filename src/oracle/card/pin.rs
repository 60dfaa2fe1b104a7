//! Properties of PIN policies.

use alloc::string::String;
use alloc::vec::Vec;

use crate::card::{
    Algorithm, CardContext, Challenge, CharClass, Charset, MasterSecret, PinKey, PinOccasion, PinPolicy, Prf, SecretPin, Uuid,
};
use crate::error::{Error, ErrorKind};
use crate::oracle::{Checked, holds, same};

/// The rules of a policy, good or bad.
#[derive(Clone, Debug, Default)]
pub struct PinRules {
    /// Characters of a PIN.
    pub length: usize,
    /// What it is made of.
    pub characters: String,
    /// Whether weak PINs are allowed.
    pub weak: bool,
    /// How many digits, upper-case, lower-case and other characters there must be.
    pub minimum: [u8; 4],
    /// PINs that are refused.
    pub blocklist: Vec<String>,
}

impl PinRules {
    fn policy(&self) -> Result<PinPolicy, Error> {
        let mut policy = PinPolicy::new(self.length, self.characters.parse()?)?;
        if self.weak {
            policy = policy.allowing_weak();
        }
        let classes = [CharClass::Digit, CharClass::Upper, CharClass::Lower, CharClass::Other];
        for (class, minimum) in classes.into_iter().zip(self.minimum) {
            policy = policy.at_least(minimum.into(), class)?;
        }
        policy.blocking(self.blocklist.iter().map(String::as_str))
    }

    /// The rules once more, written down in another way.
    fn are_met_by(&self, pin: &str, charset: &Charset) -> bool {
        let count = |is: fn(&u8) -> bool| pin.bytes().filter(is).count();
        let counts = [
            count(u8::is_ascii_digit),
            count(u8::is_ascii_uppercase),
            count(u8::is_ascii_lowercase),
            count(|c| !c.is_ascii_alphanumeric()),
        ];
        pin.len() == self.length
            && pin.chars().all(|c| charset.as_str().contains(c))
            && counts.iter().zip(self.minimum).all(|(count, minimum)| *count >= minimum.into())
            && !self.blocklist.iter().any(|blocked| blocked == pin)
            && (self.weak || !is_progression(pin))
    }
}

/// Whether neighbours differ by a constant, modulo 10 among digits.
fn is_progression(pin: &str) -> bool {
    let codes: Vec<i16> = pin.bytes().map(i16::from).collect();
    let modulus = if pin.bytes().all(|c| c.is_ascii_digit()) { 10 } else { 256 };
    let mut steps = codes.windows(2).map(|pair| match pair {
        [c, next] => next.wrapping_sub(*c).checked_rem_euclid(modulus),
        _ => None,
    });
    let first = steps.next();
    steps.all(|step| Some(step) == first)
}

/// Whatever is proposed meets the policy, derived PINs come again, and a policy is refused only for what it says.
///
/// ```
/// use aclavis::oracle::card::{PinRules, pin_policy};
/// let rules = PinRules { length: 6, characters: "digits".to_owned(), blocklist: vec!["112233".to_owned()], ..PinRules::default() };
/// assert_eq!(pin_policy(&rules, *b"anything"), Ok(()));
/// ```
///
/// # Errors
///
/// The property that does not hold.
pub fn pin_policy(rules: &PinRules, seed: [u8; 8]) -> Checked {
    let policy = match rules.policy() {
        Ok(policy) => policy,
        Err(error) => {
            let kinds = [ErrorKind::PinLength, ErrorKind::PinCharset, ErrorKind::PinPolicy, ErrorKind::BlockedPin];
            return holds("a policy is refused as such", kinds.contains(&error.kind()), &error);
        }
    };
    let propose = |prf| -> Result<SecretPin, Error> {
        let card = CardContext::new(Uuid::from_bytes([seed, seed].concat().try_into().unwrap_or_default()), 1);
        let key = PinKey::from_master(&MasterSecret::from_bytes(&[7; 32])?, prf, &card)?;
        let challenge = Challenge::from_bytes(&seed, Algorithm::Tdes3)?;
        key.propose(&PinOccasion::new(&challenge), &policy)
    };
    for prf in [Prf::HmacSha256, Prf::Cmac(Algorithm::Aes128)] {
        match propose(prf) {
            Ok(pin) => {
                holds("a proposed PIN meets the policy", rules.are_met_by(pin.expose(), policy.charset()), pin.attempt())?;
                let again = propose(prf).map(|again| again.expose() == pin.expose());
                same("the same PIN comes again", &again, &Ok(true))?;
            }
            Err(error) => same("only attempts run out", &error.kind(), &ErrorKind::PinAttempts)?,
        }
    }
    Ok(())
}

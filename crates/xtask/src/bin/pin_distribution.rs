//! Whether proposed PINs are as likely as each other: chi-squared tests over PINs of construction v1.
//!
//! Everything is derived from a fixed master secret, so the figures are the same each time. `cargo xtask pin-distribution` runs it.

use std::process::ExitCode;

use aclavis::Error;
use aclavis::card::{Algorithm, CardContext, Challenge, Charset, MasterSecret, PinKey, PinOccasion, PinPolicy, Prf, Uuid};

/// PINs of four digits.
const PINS: u32 = 2_000_000;
/// PINs of eight characters, for each set of characters.
const PINS_OF_CHARACTERS: u32 = 200_000;
/// Their length.
const LENGTH: usize = 8;
/// The quantile of the normal distribution at 0.9995: a value outside of the bounds has a probability of 0.1 %.
const NORMAL: f64 = 3.290_526_731_491_926;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("PIN distribution: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Outcome {
    let site = Site::new()?;
    four_digits(&site)?;
    let all: String = ('!'..='~').collect();
    for charset in [Charset::DIGITS, Charset::new("0123456789ABCDEF")?, Charset::ALPHANUMERIC, Charset::new(&all)?] {
        characters(&site, charset)?;
    }
    Ok(())
}

/// A PIN key, and a challenge of its card.
struct Site {
    key: PinKey,
    challenge: Challenge,
}

impl Site {
    fn new() -> Result<Self, Error> {
        let master = MasterSecret::from_encoded(b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")?;
        let card = CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse()?, 1);
        let key = PinKey::from_master(&master, Prf::HmacSha256, &card)?;
        Ok(Self { key, challenge: Challenge::from_base64("yhglMLsdbRM=", Algorithm::Tdes3)? })
    }

    /// Does something with so many PINs, each of its own request.
    fn each_pin(&self, count: u32, policy: &PinPolicy, mut work: impl FnMut(&str) -> Outcome) -> Outcome {
        for n in 0..count {
            let request = Uuid::from_bytes(u128::from(n).to_be_bytes());
            let pin = self.key.propose(&PinOccasion::new(&self.challenge).for_request(request), policy)?;
            work(pin.expose())?;
        }
        Ok(())
    }
}

/// All 9,900 PINs of four digits that are not weak, as often as each other, and none of the 100 others.
fn four_digits(site: &Site) -> Outcome {
    let mut counts = vec![0_u32; 10_000];
    site.each_pin(PINS, &PinPolicy::new(4, Charset::DIGITS)?, |pin| count(&mut counts, pin.parse()?))?;
    let (allowed, weak): (Vec<_>, Vec<_>) = (0_u16..).zip(counts).partition(|(pin, _)| !is_progression(*pin));
    let weak: u32 = weak.into_iter().map(|(_, count)| count).sum();
    let allowed: Vec<u32> = allowed.into_iter().map(|(_, count)| count).collect();
    println!("{PINS} PINs of four digits: {} different ones are allowed, {weak} weak ones were proposed", allowed.len());
    if weak > 0 || allowed.len() != 9_900 {
        return Err("a weak PIN was proposed".into());
    }
    judge("the PINs", chi_squared(&allowed, PINS), freedom(allowed.len()))
}

/// Whether each digit follows the one before by the same step, modulo 10.
fn is_progression(pin: u16) -> bool {
    let digits = [pin / 1_000, pin / 100 % 10, pin / 10 % 10, pin % 10];
    let steps = digits.iter().zip(digits.iter().skip(1)).map(|(digit, next)| next.wrapping_add(10).wrapping_sub(*digit) % 10);
    let mut steps = steps.collect::<Vec<_>>();
    steps.dedup();
    steps.len() == 1
}

/// Every character as often as each other, in every place.
fn characters(site: &Site, charset: Charset) -> Outcome {
    let characters = charset.as_str();
    let mut counts = vec![vec![0_u32; characters.len()]; LENGTH];
    site.each_pin(PINS_OF_CHARACTERS, &PinPolicy::new(LENGTH, charset)?.allowing_weak(), |pin| {
        counts
            .iter_mut()
            .zip(pin.chars())
            .try_for_each(|(place, c)| count(place, characters.find(c).ok_or("a character that is not in the set")?))
    })?;
    let sum = counts.iter().map(|place| chi_squared(place, PINS_OF_CHARACTERS)).sum();
    let places = f64::from(u32::try_from(LENGTH)?);
    judge(&format!("{} characters in {LENGTH} places", characters.len()), sum, freedom(characters.len()) * places)
}

fn count(counts: &mut [u32], at: usize) -> Outcome {
    let count = counts.get_mut(at).ok_or("no PIN of this length")?;
    *count = count.saturating_add(1);
    Ok(())
}

/// The sum of squared deviations from the mean, over the mean.
fn chi_squared(counts: &[u32], total: u32) -> f64 {
    let mean = f64::from(total) / (freedom(counts.len()) + 1.0);
    counts.iter().map(|count| (f64::from(*count) - mean).powi(2) / mean).sum()
}

/// One less than the number of kinds.
fn freedom(kinds: usize) -> f64 {
    u32::try_from(kinds).map_or(f64::NAN, f64::from) - 1.0
}

/// Compares with the bounds, both of which matter: what is too even is not random either. The quantiles are those of Wilson and
/// Hilferty (1931), which for many degrees of freedom are right to all digits that are printed.
fn judge(what: &str, chi_squared: f64, freedom: f64) -> Outcome {
    let spread = 2.0 / (9.0 * freedom);
    let quantile = |normal: f64| freedom * (1.0 - spread + normal * spread.sqrt()).powi(3);
    let (low, high) = (quantile(-NORMAL), quantile(NORMAL));
    println!("{what}: chi-squared {chi_squared:.1}, {freedom:.0} degrees of freedom, 99.9 % are within {low:.1} and {high:.1}");
    if (low..=high).contains(&chi_squared) { Ok(()) } else { Err(format!("{what} are not equally likely").into()) }
}

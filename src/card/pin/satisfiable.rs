//! Whether any PIN can meet a policy.

use super::MAX_LENGTH;
use super::charset::CharClass;
use super::policy::PinPolicy;
use super::weak::is_weak;
use crate::error::{Error, ErrorKind};

/// An error where no PIN meets the policy: PINs are counted, not tried.
pub(super) fn check(policy: &PinPolicy) -> Result<(), Error> {
    let possible = with_minimum(policy);
    // Most policies have more PINs than could be refused: of weak ones there are two at the most for each start of two characters.
    let characters = policy.charset().as_bytes().len();
    let most_refused = characters.saturating_mul(characters).saturating_mul(2).saturating_add(policy.blocklist().len());
    let is_met =
        possible > u128::try_from(most_refused).unwrap_or(u128::MAX) || possible > weak(policy).saturating_add(blocked(policy));
    if is_met { Ok(()) } else { Err(Error::new(ErrorKind::PinPolicy)) }
}

/// PINs that have the characters which are required.
///
/// Class after class it distributes what places are left: `counts[n]` is the number of ways to fill n of them with the classes so far,
/// the places themselves chosen among the n.
fn with_minimum(policy: &PinPolicy) -> u128 {
    let length = policy.length();
    let mut counts = [0_u128; MAX_LENGTH + 1];
    if let Some(none) = counts.first_mut() {
        *none = 1;
    }
    for (class, minimum) in CharClass::ALL.into_iter().zip(policy.minimum()) {
        let members = policy.charset().as_bytes().iter().filter(|c| class.has(**c)).map(|_| 1_u128).sum();
        let before = counts;
        for (places, count) in counts.iter_mut().enumerate() {
            let ways = (minimum..=places).map(|of_class| {
                let rest = before.get(places.saturating_sub(of_class)).copied().unwrap_or_default();
                choose(places, of_class).saturating_mul(power(members, of_class)).saturating_mul(rest)
            });
            *count = ways.fold(0, u128::saturating_add);
        }
    }
    counts.get(length).copied().unwrap_or_default()
}

/// Weak PINs that have the characters which are required.
fn weak(policy: &PinPolicy) -> u128 {
    if !policy.rejects_weak() {
        return 0;
    }
    let characters = policy.charset().as_bytes();
    let mut found = 0_u128;
    for first in characters {
        for second in characters {
            found = found.saturating_add(progressions(policy, *first, *second));
        }
    }
    found
}

/// Weak PINs that start with these two characters: one that goes on modulo 10, one that goes on by code points, or both are one.
fn progressions(policy: &PinPolicy, first: u8, second: u8) -> u128 {
    let mut pin = [0; MAX_LENGTH];
    let pin = pin.get_mut(..policy.length()).unwrap_or_default();
    let mut count = |next: fn(u8, u8, u8) -> u8| {
        let mut c = first;
        for place in pin.iter_mut() {
            *place = c;
            c = next(c, first, second);
        }
        let pin = &*pin;
        let usable = pin.iter().all(|c| policy.charset().as_bytes().contains(c)) && is_weak(pin) && policy.has_minimum(pin);
        (usable, pin.iter().all(u8::is_ascii_digit))
    };
    let by_code = count(|c, first, second| c.wrapping_add(second.wrapping_sub(first)));
    let by_digits = count(|c, first, second| {
        let step = second.wrapping_add(10).wrapping_sub(first) % 10;
        (c.wrapping_sub(b'0').wrapping_add(step) % 10).wrapping_add(b'0')
    });
    // What goes on by code points and has digits only goes on modulo 10 as well.
    u128::from(by_digits.0 && first.is_ascii_digit() && second.is_ascii_digit())
        .saturating_add(u128::from(by_code == (true, false)))
}

/// Blocked PINs that would be allowed otherwise.
fn blocked(policy: &PinPolicy) -> u128 {
    let counts = policy.blocklist().iter().filter(|pin| {
        let characters = pin.split(|c| *c == 0).next().unwrap_or_default();
        characters.len() == policy.length()
            && characters.iter().all(|c| policy.charset().as_bytes().contains(c))
            && policy.has_minimum(characters)
            && !(policy.rejects_weak() && is_weak(characters))
    });
    counts.map(|_| 1_u128).sum()
}

fn choose(n: usize, k: usize) -> u128 {
    (0..k).fold(1, |ways, i| {
        let (up, down) = (n.saturating_sub(i), i.saturating_add(1));
        let up = u128::try_from(up).unwrap_or_default();
        ways.saturating_mul(up).checked_div(u128::try_from(down).unwrap_or(1)).unwrap_or_default()
    })
}

fn power(base: u128, exponent: usize) -> u128 {
    (0..exponent).fold(1, |product, _| product.saturating_mul(base))
}

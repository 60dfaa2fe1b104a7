//! PINs that people try first.

/// Whether neighbours differ by a constant: modulo 10 if every character is a digit, which makes 100 PINs of any length, else by code
/// points. All characters are looked at.
pub(super) fn is_weak(pin: &[u8]) -> bool {
    let not_digits = pin.iter().fold(0, |found, c| found | u8::from(!c.is_ascii_digit()));
    let differs = |difference: fn(u8, u8) -> u8| {
        let differences = || pin.iter().zip(pin.iter().skip(1)).map(move |(c, next)| difference(*c, *next));
        let first = differences().next().unwrap_or_default();
        differences().fold(0, |found, difference| found | difference ^ first)
    };
    let by_digits = differs(|c, next| next.wrapping_add(10).wrapping_sub(c) % 10);
    let by_code = differs(|c, next| next.wrapping_sub(c));
    let by_digits = u8::from(by_digits == 0) & (not_digits ^ 1);
    let by_code = u8::from(by_code == 0) & not_digits;
    by_digits | by_code == 1
}

#[cfg(test)]
mod tests {
    use super::is_weak;
    use alloc::format;

    #[test]
    fn a_hundred_pins_of_digits_are_weak_at_every_length() {
        for (length, count) in [(4, 10_000), (5, 100_000), (6, 1_000_000)] {
            let all = (0..count).map(|pin| format!("{pin:0length$}"));
            assert_eq!(all.filter(|pin| is_weak(pin.as_bytes())).count(), 100, "{length}");
        }
    }

    #[test]
    fn sequences_and_repetitions_are_weak() {
        for pin in ["1234", "8901", "0000", "1357", "9630", "abcdef", "FEDCBA", "!!!!", "ACEG", "98765432"] {
            assert!(is_weak(pin.as_bytes()), "{pin}");
        }
    }

    #[test]
    fn anything_else_is_not() {
        for pin in ["1235", "1224", "12a4", "abce", "89:;<a", "aAbB", "90ab"] {
            assert!(!is_weak(pin.as_bytes()), "{pin}");
        }
        // Neighbouring code points, but not all of them digits.
        assert!(is_weak(b"789:"));
    }
}

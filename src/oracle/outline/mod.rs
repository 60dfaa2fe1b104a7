//! A second opinion about texts: a scanner that knows their outer shape and nothing of the grammar's code or tables.
//!
//! It judges sections, parentheses, fields, letters, numbers, GUIDs and SIDs, with the deviations that Windows is recorded to
//! accept, each under its name. Conditions and attributes it takes as they come. What it refuses no reader may accept, and what
//! it says about deviations must be what the reader says.

mod ace;
mod numbers;
mod sid;

use alloc::vec::Vec;

use super::{Checked, holds, windows};
use crate::descriptor::SecurityDescriptor;
use crate::sddl::Leniency;

/// The deviations that the scanner knows, in texts without conditions and attributes.
const JUDGED: [Leniency; 10] = [
    Leniency::TrailingNuls,
    Leniency::Blanks,
    Leniency::SidBlanks,
    Leniency::LowerCase,
    Leniency::SectionOrder,
    Leniency::Repetition,
    Leniency::NumberForms,
    Leniency::SignedMasks,
    Leniency::Saturation,
    Leniency::SidNumberForms,
];

/// What was seen of a text.
#[derive(Debug, Default)]
struct Seen {
    leniencies: Vec<Leniency>,
    /// A condition or an attribute was passed over.
    tail: bool,
}

impl Seen {
    fn note(&mut self, leniency: Leniency) {
        if !self.leniencies.contains(&leniency) {
            self.leniencies.push(leniency);
        }
    }

    fn note_if(&mut self, deviates: bool, leniency: Leniency) {
        if deviates {
            self.note(leniency);
        }
    }

    /// The text without white space at its start.
    fn trim<'a>(&mut self, text: &'a str) -> &'a str {
        let trimmed = text.trim_start_matches(BLANKS);
        self.note_if(trimmed.len() < text.len(), Leniency::Blanks);
        trimmed
    }
}

/// White space in the C locale.
const BLANKS: [char; 6] = [' ', '\t', '\n', '\u{b}', '\u{c}', '\r'];

/// The readers accept no text that has not the shape, and need those leniencies that the scanner saw.
///
/// # Errors
///
/// The property that does not hold.
pub(super) fn agrees(text: &str, accepted: bool) -> Checked {
    let Some(seen) = scan(text) else {
        return holds("a text without the shape of a descriptor is refused", !accepted, text);
    };
    if !accepted || seen.tail {
        return Ok(());
    }
    let mut options = windows();
    for leniency in JUDGED {
        let needed = seen.leniencies.contains(&leniency);
        if needed {
            let refused = SecurityDescriptor::parse(text, &windows().deny(leniency)).is_err();
            holds("a deviation needs its leniency", refused, (leniency, text))?;
        } else {
            options = options.deny(leniency);
        }
    }
    let accepted = SecurityDescriptor::parse(text, &options);
    holds("a deviation is one that is known", accepted.is_ok(), (&seen.leniencies, text, accepted))
}

/// Looks at a whole text; `None` where it is no descriptor.
fn scan(text: &str) -> Option<Seen> {
    let mut seen = Seen::default();
    let body = text.trim_end_matches('\0');
    seen.note_if(body.len() < text.len(), Leniency::TrailingNuls);
    let mut rest = seen.trim(body);
    let mut sections: Vec<usize> = Vec::new();
    while !rest.is_empty() {
        let (letter, behind) = rest.split_once(':')?;
        let section = ["O", "G", "D", "S"].iter().position(|known| *known == letter)?;
        if sections.contains(&section) {
            return None;
        }
        seen.note_if(sections.last().is_some_and(|last| *last > section), Leniency::SectionOrder);
        sections.push(section);
        rest = match section {
            0 | 1 => sid::in_section(behind, &mut seen)?,
            _ => list(behind, section == 3, &mut seen)?,
        };
        rest = seen.trim(rest);
    }
    Some(seen)
}

/// The flags of an ACL, and then the word for none or ACEs; what follows.
fn list<'a>(text: &'a str, system: bool, seen: &mut Seen) -> Option<&'a str> {
    let mut rest = text;
    let mut flags: Vec<&str> = Vec::new();
    loop {
        if let Some(behind) = rest.strip_prefix("NO_ACCESS_CONTROL") {
            return Some(behind);
        }
        let flag =
            ["P", "AR", "AI"].into_iter().find(|flag| rest.get(..flag.len()).is_some_and(|at| at.eq_ignore_ascii_case(flag)));
        if let Some(flag) = flag {
            seen.note_if(rest.starts_with(|letter: char| letter.is_ascii_lowercase()), Leniency::LowerCase);
            let (letters, behind) = rest.split_at_checked(flag.len())?;
            seen.note_if(letters.contains(|letter: char| letter.is_ascii_lowercase()), Leniency::LowerCase);
            seen.note_if(flags.contains(&flag), Leniency::Repetition);
            flags.push(flag);
            rest = behind;
        } else if rest.starts_with(BLANKS) {
            rest = seen.trim(rest);
        } else {
            break;
        }
    }
    while let Some(behind) = rest.strip_prefix('(') {
        rest = ace::scan(behind, system, seen)?;
        rest = seen.trim(rest);
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::scan;
    use crate::sddl::Leniency;

    #[test]
    fn what_has_the_shape_of_a_descriptor_is_let_through_with_its_leniencies() {
        let seen = |text| scan(text).map(|seen| seen.leniencies);
        assert_eq!(
            seen("O:SYG:BAD:PAI(A;OICI;FA;;;WD)(OA;;CR;;bf967aba-0de6-11d0-a285-00aa003049e2;AU)S:NO_ACCESS_CONTROL"),
            Some([].into())
        );
        assert_eq!(seen("O:S-1-2-0x200D:(A;;0x1f;;;WD)"), Some([Leniency::SidNumberForms].into()));
        assert_eq!(seen("d:(A;;FA;;;WD)"), None);
        assert_eq!(
            seen("D:(A;; fa 017;;;wd)\0"),
            Some([Leniency::TrailingNuls, Leniency::Blanks, Leniency::LowerCase, Leniency::NumberForms].into())
        );
        assert_eq!(
            seen("D:(A;OIOI;-99999999999;;;S-1-1-0)O:S- 1-1-0"),
            Some(
                [
                    Leniency::Repetition,
                    Leniency::SignedMasks,
                    Leniency::NumberForms,
                    Leniency::Saturation,
                    Leniency::SectionOrder,
                    Leniency::SidBlanks
                ]
                .into()
            )
        );
    }

    #[test]
    fn what_has_not_the_shape_is_refused() {
        let texts = [
            "O:",
            "O:ZZ",
            "O:S-1-5",
            "O:S-2-1-0",
            "D:D:",
            "X:",
            "D:(A;;FA;;;WD",
            "D:((A;;FA;;;WD))",
            "D:(A;;FA;;WD)",
            "D:(A;;FA;;;;WD)",
            "D:(AU;;FA;;;WD)",
            "S:(A;;FA;;;WD)",
            "D:(A;;FA ;;;WD)",
            "D:(A;;F;;;WD)",
            "D:(A;;0x;;;WD)",
            "D:(A;;09;;;WD)",
            "D:(A;ZZ;FA;;;WD)",
            "D:(A;;FA;bf967aba-0de6-11d0-a285-00aa003049e2;;WD)",
            "D:(OA;;FA;{bf967aba-0de6-11d0-a285-00aa003049e2};;WD)",
            "D:(A;;FA;;;WD;(a))",
            "D:(XA;;FA;;;WD;(a)",
            "D:(A;;FA;;;S-1-281474976710656-1)",
        ];
        for text in texts {
            assert!(scan(text).is_none(), "{text}");
        }
    }
}

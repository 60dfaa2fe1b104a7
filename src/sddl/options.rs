//! How to read and print text: leniencies, limits, domains.

use crate::sid::DomainSids;
use crate::sid::alias::Generation;

/// One row a leniency: name, code, message.
macro_rules! leniencies {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $message:literal;)*) => {
        /// A deviation from the spelling of MS-DTYP 2.5.1.1 that Windows accepts. Each can be allowed or denied on its own; what
        /// is denied is the error [`NotStrict`](crate::ErrorKind::NotStrict) under the leniency's code.
        ///
        /// ```
        /// use aclavis::{ErrorKind, Leniency, ParseOptions, SecurityDescriptor};
        /// let cautious = ParseOptions::windows().deny(Leniency::Saturation);
        /// let error = SecurityDescriptor::parse("D:(A;;0x123456789;;;WD)", &cautious).unwrap_err();
        /// assert_eq!(error.kind(), ErrorKind::NotStrict(Leniency::Saturation));
        /// assert_eq!((error.kind().code(), error.span().start), ("saturation", 6));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum Leniency {
            $(
                $(#[$doc])*
                #[doc = ""]
                #[doc = concat!("`", $code, "`")]
                $name,
            )*
        }

        impl Leniency {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// A short stable name, which is the code of the error where it is denied.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What the text does.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$name => $message,)* }
            }
        }
    };
}

leniencies! {
    /// NUL characters at the end, as in the request descriptors of the certificate-management API. [`ParsedText`](crate::ParsedText)
    /// counts them.
    TrailingNuls = "trailing-nuls", "NUL characters at the end";
    /// White space where Windows skips it: around the whole text, between sections and ACEs, before fields: `D: (A; ;RC;;;WD)`.
    Blanks = "blanks", "white space";
    /// White space behind the dashes of a SID: `S- 1- 2-3`, in `O:` and `G:`.
    SidBlanks = "sid-blanks", "white space inside a SID";
    /// Lower case in ACE types, flags, rights, aliases, `S-` and keywords of conditions: `D:(a;;rc;;;wd)`.
    LowerCase = "lower-case", "lower-case letters";
    /// Sections in another order than owner, group, DACL, SACL: `D:(A;;RC;;;WD)O:SY`.
    SectionOrder = "section-order", "section out of order";
    /// A flag or right given twice: `PP`, `OIOI`, `LOLO`.
    Repetition = "repetition", "letters given twice";
    /// Masks as decimal or octal numbers or with `0X`, or as a number beside letters: `131072`, `0400000`, `0x1RC`.
    NumberForms = "number-forms", "number other than `0x` and hexadecimal digits";
    /// Masks with a sign, `+` or `-`; `-1` is all bits.
    SignedMasks = "signed-masks", "number with a sign";
    /// Numbers beyond 32 bits in masks and sub-authorities, which become 0xffffffff.
    Saturation = "saturation", "number beyond 32 bits";
    /// Hexadecimal numbers, leading zeros and `S-0x1-...` in SIDs.
    SidNumberForms = "sid-number-forms", "SID number other than plain decimal digits";
    /// An object ACE without GUIDs, which becomes an ordinary one and leaves 4 bytes of slack.
    GuidlessObjects = "guidless-objects", "object ACE without GUID";
    /// An odd number of octet digits, which get a zero in front, or `#` as the digit 0: `#1#2`.
    OddOctets = "odd-octets", "octets other than pairs of hexadecimal digits";
    /// Characters in names of attributes that the canonical spelling escapes as `%` and four digits.
    RawNames = "raw-names", "character that should be escaped";
    /// Escapes in names of attributes for characters that need none: `%0041` for `A`.
    NeedlessEscapes = "needless-escapes", "escape that is not needed";
}

impl Leniency {
    const fn bit(self) -> u32 {
        #[expect(clippy::as_conversions, reason = "the discriminant of a fieldless enum")]
        let number = self as u32;
        1 << number
    }
}

/// Upper bounds against hostile input. Exceeding one is an error of its own kind: `input-too-long`, `too-many-aces`, `too-deep`,
/// `too-many-steps`, in the order of the fields.
///
/// ```
/// use aclavis::{Limits, ParseOptions, SecurityDescriptor};
/// let options = ParseOptions::windows().with_limits(Limits { aces: 1, ..Limits::default() });
/// let error = SecurityDescriptor::parse("D:(A;;RC;;;WD)(A;;RC;;;SY)", &options).unwrap_err();
/// assert_eq!(error.kind().code(), "too-many-aces");
/// assert!(error.kind().is_limit());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Bytes of the input, text or binary, at most 4 GiB; 16 MiB by default.
    pub input: usize,
    /// ACEs in all ACLs together; 65,536 by default.
    pub aces: usize,
    /// Levels of parentheses in a condition; 10,000 by default. Nothing recurses, so a level costs a few bytes only.
    pub nesting: usize,
    /// Tokens of conditions and values of attributes that one check of access may look at, a long value once more for every 64
    /// bytes; 1,000,000 by default.
    pub steps: usize,
}

impl Limits {
    const DEFAULT: Self = Self { input: 16 << 20, aces: 1 << 16, nesting: 10_000, steps: 1_000_000 };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// How to read a text.
///
/// ```
/// use aclavis::{Leniency, ParseOptions, SecurityDescriptor};
/// let blanks = "D: (A;;RC;;;WD)";
/// assert!(SecurityDescriptor::parse(blanks, &ParseOptions::windows()).is_ok());
/// let error = SecurityDescriptor::parse(blanks, &ParseOptions::strict()).unwrap_err();
/// assert_eq!(error.kind().code(), "blanks");
/// let some = ParseOptions::strict().allow(Leniency::Blanks);
/// assert!(SecurityDescriptor::parse(blanks, &some).is_ok());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseOptions {
    leniencies: u32,
    domains: DomainSids,
    limits: Limits,
}

impl ParseOptions {
    /// Accepts what Windows accepts: every [`Leniency`]. The default.
    #[must_use]
    pub const fn windows() -> Self {
        let mut options = Self::strict();
        let mut rest = Leniency::ALL;
        while let [first, tail @ ..] = rest {
            options.leniencies |= first.bit();
            rest = tail;
        }
        options
    }

    /// Accepts the language as MS-DTYP 2.5.1.1 has it, without any [`Leniency`]. That is more than the canonical spelling: rights may
    /// stand in any order or as a number, SIDs in full, blanks in conditions.
    #[must_use]
    pub const fn strict() -> Self {
        Self { leniencies: 0, domains: DomainSids { machine: None, domain: None, forest: None }, limits: Limits::DEFAULT }
    }

    /// Allows a leniency.
    #[must_use]
    pub const fn allow(mut self, leniency: Leniency) -> Self {
        self.leniencies |= leniency.bit();
        self
    }

    /// Denies a leniency.
    #[must_use]
    pub const fn deny(mut self, leniency: Leniency) -> Self {
        self.leniencies &= !leniency.bit();
        self
    }

    /// Whether a leniency is allowed.
    #[inline(always)]
    #[must_use]
    pub const fn allows(&self, leniency: Leniency) -> bool {
        self.leniencies & leniency.bit() != 0
    }

    /// Sets the SIDs for relative aliases.
    #[must_use]
    pub const fn with_domains(mut self, domains: DomainSids) -> Self {
        self.domains = domains;
        self
    }

    /// The SIDs for relative aliases.
    #[inline(always)]
    #[must_use]
    pub const fn domains(&self) -> &DomainSids {
        &self.domains
    }

    /// Sets the limits.
    #[must_use]
    pub const fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The limits.
    #[inline(always)]
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self::windows()
    }
}

/// How to print a text.
///
/// ```
/// use aclavis::{DomainSids, PrintOptions, SecurityDescriptor};
/// let descriptor: SecurityDescriptor = "O:S-1-5-21-1-2-3-512D:(A;;RC;;;WD)".parse()?;
/// assert_eq!(descriptor.to_sddl()?, "O:S-1-5-21-1-2-3-512D:(A;;RC;;;WD)");
/// let here = PrintOptions::new().with_domains(DomainSids::all("S-1-5-21-1-2-3".parse()?));
/// assert_eq!(descriptor.to_sddl_with(&here)?, "O:DAD:(A;;RC;;;WD)");
/// assert_eq!(descriptor.to_sddl_with(&here.with_trailing_nuls(1))?, "O:DAD:(A;;RC;;;WD)\0");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrintOptions {
    pub(crate) domains: DomainSids,
    pub(crate) generation: Generation,
    pub(crate) trailing_nuls: usize,
}

impl PrintOptions {
    /// Prints well-known aliases of every generation, no relative ones, no NULs.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the SIDs whose accounts print as relative aliases.
    #[must_use]
    pub const fn with_domains(mut self, domains: DomainSids) -> Self {
        self.domains = domains;
        self
    }

    /// Uses only aliases that this generation of Windows understands.
    #[must_use]
    pub const fn with_generation(mut self, generation: Generation) -> Self {
        self.generation = generation;
        self
    }

    /// Appends so many NUL characters, as [`ParsedText::trailing_nuls`](crate::ParsedText) counted them.
    #[must_use]
    pub const fn with_trailing_nuls(mut self, nuls: usize) -> Self {
        self.trailing_nuls = nuls;
        self
    }
}

//! What is measured at which sizes.

/// How the instructions of an operation may grow with its input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Shape {
    /// As the input does.
    Linear,
    /// It sorts: so that nobody's choice of input makes a search slow, sets of SIDs, claims and values stand in order. That takes
    /// the logarithm of their number for each.
    Sorted,
    /// Two inputs grow together, and each item of the one may have to be looked for among those of the other.
    Product,
}

impl Shape {
    /// What the work for so many items is proportional to, beyond what it costs to begin.
    pub(crate) fn work(self, size: u32) -> f64 {
        let size = f64::from(size);
        match self {
            Self::Linear => size,
            Self::Sorted => size * size.log2().max(1.0),
            Self::Product => size * size,
        }
    }
}

/// An operation at several sizes.
pub(crate) struct Series {
    /// The operation, as `measure growth` knows it.
    pub(crate) name: &'static str,
    pub(crate) sizes: &'static [u32],
    pub(crate) shape: Shape,
}

/// Operations that are plotted together, over the same kind of item.
pub(crate) struct Plot {
    /// The name of its file.
    pub(crate) file: &'static str,
    pub(crate) title: &'static str,
    /// What there is more and more of.
    pub(crate) item: &'static str,
    pub(crate) series: &'static [Series],
}

/// Models have as many ACEs as memory allows, and so has a syntax tree.
const ACES: &[u32] = &[10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
/// Two ACLs of 65,535 bytes hold 3,276 ACEs of 20 bytes each.
const TWO_ACLS: &[u32] = &[10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 6_552];
/// One of them holds half as many.
const ONE_ACL: &[u32] = &[10, 20, 50, 100, 200, 500, 1_000, 2_000, 3_276];
const GROUPS: &[u32] = &[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];
/// More nodes than the ACEs beside them, which are 20, so that every ACE counts. A list has at most 4,096.
const NODES: &[u32] = &[50, 100, 200, 500, 1_000, 2_000, 4_000];
/// As many ACEs as nodes.
const PAIRS: &[u32] = &[10, 20, 50, 100, 200, 500, 1_000, 2_000];
/// A condition of 65,535 bytes has room for as many comparisons, or values.
const TERMS: &[u32] = &[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000];
/// Bytes, twice as many digits or characters; an ACE has 65,535.
const BYTES: &[u32] = &[10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000];
/// Bytes of one to eight blocks of 3DES, the most that a challenge has.
const BLOCKS: &[u32] = &[8, 16, 24, 32, 40, 48, 56, 64];

const fn linear(name: &'static str, sizes: &'static [u32]) -> Series {
    Series { name, sizes, shape: Shape::Linear }
}

const fn sorted(name: &'static str, sizes: &'static [u32]) -> Series {
    Series { name, sizes, shape: Shape::Sorted }
}

/// All of them, in the order of the page.
pub(crate) const PLOTS: &[Plot] = &[
    Plot {
        file: "growth-conversions",
        title: "Reading and writing descriptors",
        item: "ACE",
        series: &[
            linear("descriptor: text->binary", TWO_ACLS),
            linear("descriptor: text->model", TWO_ACLS),
            linear("descriptor: text->tree", ACES),
            linear("descriptor: mistake in the last ACE", TWO_ACLS),
            linear("descriptor: binary->model", TWO_ACLS),
            linear("descriptor: model->binary", TWO_ACLS),
            linear("descriptor: validate", TWO_ACLS),
        ],
    },
    Plot {
        file: "growth-printing",
        title: "Printing, and JSON",
        item: "ACE",
        series: &[
            linear("descriptor: JSON->model", TWO_ACLS),
            linear("descriptor: model->JSON", TWO_ACLS),
            linear("access: explanation as text", ACES),
            linear("descriptor: binary->text", TWO_ACLS),
            linear("descriptor: model->text", TWO_ACLS),
        ],
    },
    Plot {
        file: "growth-access",
        title: "Checks of access, and inheritance",
        item: "ACE",
        series: &[
            linear("descriptor: reinherit", TWO_ACLS),
            linear("access: explain", ACES),
            linear("descriptor: inherit", TWO_ACLS),
            linear("access: check of a view", ONE_ACL),
            linear("access: check of a model", ACES),
            linear("access: every ACE concerns the token", ACES),
            linear("access: object ACEs", ACES),
        ],
    },
    Plot {
        file: "growth-groups",
        title: "Tokens",
        item: "group",
        series: &[sorted("access: token build", GROUPS), linear("access: groups of the token", GROUPS)],
    },
    Plot {
        file: "growth-objects",
        title: "Lists of objects",
        item: "node",
        series: &[
            linear("access: nodes of the list of objects", NODES),
            Series { name: "access: as many object ACEs as nodes", sizes: PAIRS, shape: Shape::Product },
        ],
    },
    Plot {
        file: "growth-conditions",
        title: "Conditions",
        item: "term",
        series: &[
            linear("condition: evaluate", TERMS),
            linear("condition: value->text", TERMS),
            linear("condition: text->binary", TERMS),
            linear("condition: binary->value", TERMS),
        ],
    },
    Plot {
        file: "growth-values",
        title: "Claims, and values of a condition",
        item: "value",
        series: &[sorted("condition: values of Any_of", TERMS), sorted("condition: claims", TERMS)],
    },
    Plot {
        file: "growth-texts",
        title: "Octets in hexadecimal digits, strings, blanks",
        item: "byte",
        series: &[
            linear("encoding: octets text->binary", BYTES),
            linear("encoding: octets binary->text", BYTES),
            linear("encoding: string text->binary", BYTES),
            linear("descriptor: blanks", BYTES),
        ],
    },
    Plot {
        file: "growth-challenges",
        title: "Challenges of several blocks",
        item: "byte",
        series: &[linear("encoding: challenge hexadecimal->value", BLOCKS), linear("encoding: challenge base64->value", BLOCKS)],
    },
];

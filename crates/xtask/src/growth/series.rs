//! What is measured at which sizes.

/// An operation at several sizes.
pub(crate) struct Series {
    /// The operation, as `measure growth` knows it.
    pub(crate) name: &'static str,
    pub(crate) sizes: &'static [u32],
}

/// Operations that are plotted together, over the same kind of item.
pub(crate) struct Plot {
    /// The name of its file.
    pub(crate) file: &'static str,
    pub(crate) title: &'static str,
    /// What there is more and more of: one, and several.
    pub(crate) item: &'static str,
    pub(crate) items: &'static str,
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
/// As many ACEs as nodes or policies.
const PAIRS: &[u32] = &[10, 20, 50, 100, 200, 500, 1_000, 2_000];
/// A condition of 65,535 bytes has room for as many comparisons, or values.
const TERMS: &[u32] = &[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000];
/// PINs of a blocklist.
const PINS: &[u32] = &[10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
/// Bytes, twice as many digits or characters; an ACE has 65,535.
const BYTES: &[u32] = &[10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000];
/// Bytes of one to eight blocks of 3DES, the most that a challenge has.
const BLOCKS: &[u32] = &[8, 16, 24, 32, 40, 48, 56, 64];

const fn series(name: &'static str, sizes: &'static [u32]) -> Series {
    Series { name, sizes }
}

/// All of them, in the order of the page.
pub(crate) const PLOTS: &[Plot] = &[
    Plot {
        file: "growth-conversions",
        title: "Reading and writing descriptors",
        item: "ACE",
        items: "ACEs",
        series: &[
            series("descriptor: text->binary", TWO_ACLS),
            series("descriptor: text->model", TWO_ACLS),
            series("descriptor: text->tree", ACES),
            series("descriptor: mistake in the last ACE", TWO_ACLS),
            series("descriptor: binary->model", TWO_ACLS),
            series("descriptor: model->binary", TWO_ACLS),
            series("descriptor: validate", TWO_ACLS),
        ],
    },
    Plot {
        file: "growth-printing",
        title: "Printing, and JSON",
        item: "ACE",
        items: "ACEs",
        series: &[
            series("descriptor: JSON->model", TWO_ACLS),
            series("descriptor: model->JSON", TWO_ACLS),
            series("access: explanation as text", ACES),
            series("descriptor: binary->text", TWO_ACLS),
            series("descriptor: model->text", TWO_ACLS),
        ],
    },
    Plot {
        file: "growth-access",
        title: "Checks of access, and inheritance",
        item: "ACE",
        items: "ACEs",
        series: &[
            series("descriptor: reinherit", TWO_ACLS),
            series("access: explain", ACES),
            series("descriptor: inherit", TWO_ACLS),
            series("access: check of a view", ONE_ACL),
            series("access: check of a model", ACES),
            series("access: every ACE concerns the token", ACES),
            series("parts: object ACEs", ACES),
        ],
    },
    Plot {
        file: "growth-groups",
        title: "Tokens",
        item: "group",
        items: "groups",
        series: &[
            series("access: token build", GROUPS),
            series("access: groups of the token", GROUPS),
            series("access: groups of the token, each ACE for one", GROUPS),
        ],
    },
    Plot {
        file: "growth-objects",
        title: "Lists of objects",
        item: "node",
        items: "nodes",
        series: &[
            series("parts: nodes of the list", NODES),
            series("parts: as many object ACEs as nodes", PAIRS),
            series("parts: as many object ACEs as nodes, each below the other", PAIRS),
        ],
    },
    Plot {
        file: "growth-policies",
        title: "Central policies",
        item: "policy",
        items: "policies",
        series: &[series("parts: policies of the request", PAIRS), series("parts: as many policies as ACEs", PAIRS)],
    },
    Plot {
        file: "growth-conditions",
        title: "Conditions",
        item: "term",
        items: "terms",
        series: &[
            series("condition: evaluate", TERMS),
            series("condition: value->text", TERMS),
            series("condition: text->binary", TERMS),
            series("condition: binary->value", TERMS),
        ],
    },
    Plot {
        file: "growth-values",
        title: "Claims, and values of a condition",
        item: "value",
        items: "values",
        series: &[
            series("condition: values of Any_of", TERMS),
            series("condition: claims", TERMS),
            series("condition: values of a claim", TERMS),
        ],
    },
    Plot {
        file: "growth-texts",
        title: "Octets in hexadecimal digits, strings, blanks",
        item: "byte",
        items: "bytes",
        series: &[
            series("encoding: octets text->binary", BYTES),
            series("encoding: octets binary->text", BYTES),
            series("encoding: string text->binary", BYTES),
            series("descriptor: blanks", BYTES),
        ],
    },
    Plot {
        file: "growth-pins",
        title: "Blocklists of PINs",
        item: "PIN",
        items: "PINs",
        series: &[series("encoding: blocklist", PINS)],
    },
    Plot {
        file: "growth-challenges",
        title: "Challenges of several blocks",
        item: "byte",
        items: "bytes",
        series: &[series("encoding: challenge hexadecimal->value", BLOCKS), series("encoding: challenge base64->value", BLOCKS)],
    },
];

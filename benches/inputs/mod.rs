//! Inputs that several benchmarks share.

use aclavis::{DomainSids, Sid};

/// The domain of the relative aliases.
pub(crate) fn domains() -> DomainSids {
    Sid::new(5, &[21, 1_004_336_348, 1_177_238_915, 682_003_330]).map(DomainSids::all).unwrap_or_default()
}

/// About 3 KB, as on an object of a directory: rights on properties and classes for groups of the domain.
pub(crate) fn directory() -> String {
    let guid = |n: u32| format!("{:08x}-5bd1-4c27-9e0f-{:012x}", n.wrapping_mul(0x9e37_79b9), u64::from(n) << 20);
    let trustees = ["DA", "PS", "ED", "AU", "S-1-5-32-560", "RU", "CA"].into_iter().cycle();
    let ace = |(n, trustee)| match n % 3 {
        0 => format!("(OA;;CR;{};;{trustee})", guid(n)),
        1 => format!("(OA;CIIO;RPWP;{};{};{trustee})", guid(n), guid(n % 5)),
        _ => format!("(OA;CIID;RPLCLORC;;{};S-1-5-21-1004336348-1177238915-682003330-11{n:02})", guid(n % 7)),
    };
    let aces: Vec<String> = (0..35).zip(trustees).map(ace).collect();
    let head = "O:DAG:DAD:AI(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;SY)(A;CI;RPLCLORC;;;AU)";
    let sacl = "S:AI(OU;CIIOIDSA;WP;5bd15bd1-0000-4c27-9e0f-000000000001;5bd15bd1-0000-4c27-9e0f-000000000002;WD)";
    [head, &aces.concat(), sacl].concat()
}

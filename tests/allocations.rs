//! How often memory is allocated. This is a test binary of its own with one thread: it counts all allocations of the process.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::ExitCode;

#[cfg(feature = "card")]
use aclavis::card::{AdminKey, Algorithm, Challenge};
use aclavis::{AccessMask, AccessRequest, AccessToken, DescriptorRef, DomainSids, ParseOptions, Sid, sddl_to_bytes};
use libtest_mimic::{Arguments, Trial};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// Allocations while something runs.
fn allocations<T>(work: impl FnOnce() -> T) -> (u64, T) {
    let before = dhat::HeapStats::get().total_blocks;
    let result = work();
    (dhat::HeapStats::get().total_blocks.wrapping_sub(before), result)
}

/// Texts without conditions: the request, a file, object ACEs, aliases of a domain, a SACL behind the DACL, full lists.
fn texts() -> Vec<String> {
    let object = "(OA;CIIO;RPWP;bf967a9c-0de6-11d0-a285-00aa003049e2;bf967aba-0de6-11d0-a285-00aa003049e2;DA)";
    vec![
        include_str!("vectors/bench/request.sddl").to_owned(),
        include_str!("vectors/bench/file.sddl").to_owned(),
        String::new(),
        "O:DAG:DUD:(A;;;;;DA)(A;;;;;LA)(A;;;;;EA)S:(AU;;;;;DU)".to_owned(),
        format!("O:DAD:{}S:{}", object.repeat(40), "(AU;SAFA;CCDCLCSWRPWPDTLOCR;;;WD)".repeat(40)),
        format!("D:{}", "(A;;;;;S-1-5-21-1-2-3-4)".repeat(1800)),
        format!("D:P{}", "(A;;;;;DA)".repeat(1800)),
    ]
}

fn main() -> ExitCode {
    let _profiler = dhat::Profiler::builder().testing().build();
    let arguments = Arguments { test_threads: Some(1), ..Arguments::from_args() };
    let test = |name: &str, body: fn()| {
        Trial::test(name, move || {
            body();
            Ok(())
        })
    };
    let tests = vec![
        test("text_to_binary_allocates_once_and_a_view_never", conversions),
        test("a_check_never_allocates", checks),
        #[cfg(feature = "card")]
        test("a_response_never_allocates", responses),
    ];
    libtest_mimic::run(&arguments, tests).exit_code()
}

/// From a card's challenge as text to the response as text, and to a verdict.
#[cfg(feature = "card")]
fn responses() {
    use std::io::Write as _;

    for algorithm in Algorithm::ALL {
        let key = AdminKey::from_bytes(algorithm, &vec![0x5A; algorithm.key_len()]).unwrap();
        let scheduled = key.schedule();
        let text = if algorithm.block_len() == 8 { "1hFD+cz/0so=" } else { "1hFD+cz/0srWEUP5zP/Syg==" };
        let mut room = [0; 64];
        let (count, verdict) = allocations(|| {
            let challenge = Challenge::from_base64(text, algorithm).unwrap();
            let response = key.respond(&challenge).unwrap();
            let mut rest = room.as_mut_slice();
            write!(rest, "{response} {response:X}").unwrap();
            key.verify(&challenge, &response).unwrap() && scheduled.verify(&challenge, &response).unwrap()
        });
        assert_eq!((count, verdict), (0, true), "{algorithm}");
        assert!(room.starts_with(key.respond(&Challenge::from_base64(text, algorithm).unwrap()).unwrap().to_string().as_bytes()));
    }
}

/// Without conditions and lists of objects, whatever the answer.
fn checks() {
    let bytes = sddl_to_bytes(include_str!("vectors/bench/request.sddl"), &ParseOptions::windows()).unwrap();
    let view = DescriptorRef::parse(&bytes).unwrap();
    let domain: Sid = "S-1-5-21-2127521184-1604012920-1887927527".parse().unwrap();
    let answers = [(14_134_865, true), (14_995_557, false), (1, false)];
    for (groups, (user, expected)) in [5, 50, 1000].into_iter().flat_map(|groups| answers.map(|answer| (groups, answer))) {
        let groups = (20_000..).take(groups).map(|rid| domain.child(rid).unwrap());
        let token = AccessToken::builder(domain.child(user).unwrap()).groups(groups).build();
        let request = AccessRequest::new(AccessMask::LIST_CHILDREN);
        let (count, outcome) = allocations(|| request.check(&token, &view).unwrap());
        assert_eq!((count, outcome.is_allowed()), (0, expected), "{user}");
    }
}

fn conversions() {
    let domain: Sid = "S-1-5-21-2848215498-2472035911-1947525656".parse().unwrap();
    let options = ParseOptions::windows().with_domains(DomainSids::all(domain));
    for text in texts() {
        let (count, bytes) = allocations(|| sddl_to_bytes(&text, &options).unwrap());
        assert_eq!(count, 1, "{text:.80}");
        let (count, view) = allocations(|| DescriptorRef::parse(&bytes).is_ok());
        assert_eq!((count, view), (0, true), "{text:.80}");
    }
}

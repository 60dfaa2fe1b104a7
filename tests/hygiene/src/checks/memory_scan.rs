//! Scans the memory of its own process, heap and stacks, after every operation, for every secret.
//!
//! An operation runs in a thread of its own, which then waits without touching its stack, so that everything is scanned as the operation has
//! left it.

use std::arch::asm;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::SeqCst};

use crate::material::Material;
use crate::memory::{Scanner, note_all};
use crate::needles::{self, Form, Found};
use crate::operations;
use zeroize::Zeroize;

/// The seed of the secret that the controls leave behind: a master secret of the operations.
const CONTROL: u64 = 1;

/// Runs the check.
pub(crate) fn run() -> ExitCode {
    match scan() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("memory scan: {error}");
            ExitCode::FAILURE
        }
    }
}

fn scan() -> std::io::Result<bool> {
    let operations = operations::all();
    note_all(&operations);

    let mut scanner = Scanner::new()?;
    let mut remnants = 0;
    let mut bytes = 0;
    let mut report = |what: &str, left: &Left| {
        bytes = left.bytes;
        remnants += left.found.len();
        left.describe().iter().for_each(|line| println!("{what}: {line}"));
    };
    report("before", &left_by(&mut scanner, || ())?);
    for operation in &operations {
        report(&operation.name, &left_by(&mut scanner, || operation.run())?);
    }
    let mut missed = 0;
    for (name, leave) in CONTROLS {
        let left = left_by(&mut scanner, leave)?;
        println!("positive control, {name}: {} remnants", left.found.len());
        missed += usize::from(left.found.is_empty());
    }
    println!(
        "memory scan: {} operations, {} needles, {bytes} bytes at a time: {remnants} remnants; {} of {} controls found",
        operations.len(),
        needles::count(),
        CONTROLS.len() - missed,
        CONTROLS.len()
    );
    Ok(remnants == 0 && missed == 0)
}

/// What was left.
struct Left {
    found: Vec<Found>,
    bytes: usize,
    /// The stack above the operation.
    frame: usize,
}

impl Left {
    /// A line for each secret and form.
    fn describe(&self) -> Vec<String> {
        let mut kinds: Vec<(&str, Form)> = self.found.iter().map(|found| (found.name, found.form)).collect();
        kinds.dedup();
        kinds.sort_by_key(|(name, form)| (*name, *form as usize));
        kinds.dedup();
        kinds.into_iter().map(|kind| self.describe_kind(kind)).collect()
    }

    fn describe_kind(&self, (name, form): (&str, Form)) -> String {
        let of_kind = || self.found.iter().filter(|found| (found.name, found.form) == (name, form));
        let depths = || of_kind().filter_map(|found| self.frame.checked_sub(found.at).filter(|depth| *depth < 1 << 20));
        let elsewhere = of_kind().count() - depths().count();
        let bounds = depths().min().zip(depths().max());
        let bounds = bounds.map_or_else(String::new, |(min, max)| format!(", {min} to {max} bytes down the stack"));
        format!("{} words of `{name}`, {form:?}{bounds}, {elsewhere} elsewhere", of_kind().count())
    }
}

/// Runs something in a thread, scans while that thread waits, and wipes what was found.
fn left_by(scanner: &mut Scanner, work: impl Fn() + Sync) -> std::io::Result<Left> {
    static STATE: AtomicU32 = AtomicU32::new(0);
    static FRAME: AtomicUsize = AtomicUsize::new(0);
    // Allocated before, for nothing must be while the memory is scanned.
    let mut found = Vec::with_capacity(4_096);
    STATE.store(0, SeqCst);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let marker = 0_u64;
            FRAME.store(std::ptr::from_ref(&marker).addr(), SeqCst);
            work();
            wait_at(&STATE);
        });
        while STATE.load(SeqCst) == 0 {
            std::hint::spin_loop();
        }
        let bytes = scanner.scan(|hit| {
            if found.len() < found.capacity() {
                found.push(hit);
            }
        });
        for hit in &found {
            let place: *mut u8 = std::ptr::with_exposed_provenance_mut(hit.at);
            // SAFETY: what an operation has left is not used any more: it is freed, or below the stack.
            (0..hit.len).for_each(|n| unsafe { place.add(n).write_volatile(0) });
        }
        STATE.store(2, SeqCst);
        Ok(Left { found: std::mem::take(&mut found), bytes: bytes?, frame: FRAME.load(SeqCst) })
    })
}

/// Says 1, and waits for 2, without a call and without the stack.
#[inline(always)]
fn wait_at(state: &AtomicU32) {
    // SAFETY: it writes the one word that it is given and reads it again.
    unsafe {
        asm!(
            "mov dword ptr [{state}], 1",
            "mfence",
            "2:",
            "pause",
            "cmp dword ptr [{state}], 2",
            "jne 2b",
            state = in(reg) state.as_ptr(),
            options(nostack),
        );
    }
}

/// Ways to leave a secret behind.
const CONTROLS: [(&str, fn()); 3] = [
    ("a vector that is not wiped", || {
        let secret = Material::of_seed(CONTROL, 32);
        // Room for what the allocator writes into free blocks.
        let mut left = vec![0_u8; 64];
        left[32..].copy_from_slice(&secret);
        drop(std::hint::black_box(left));
    }),
    ("a wiping type that is passed by value", || {
        let secret = Material::of_seed(CONTROL, 32);
        let mut wiping = Wiping([0; 32]);
        wiping.0.copy_from_slice(&secret);
        pass_on(std::hint::black_box(wiping));
    }),
    ("hexadecimal digits, read into a vector", || {
        let secret = Material::of_seed(CONTROL, 32);
        let text = Material::hex(&secret, false);
        let text = str::from_utf8(&text).expect("digits").trim_end();
        let pairs = (0..32).map(|n| u8::from_str_radix(&text[2 * n..2 * n + 2], 16).expect("digits"));
        drop(std::hint::black_box(pairs.collect::<Vec<u8>>()));
    }),
];

/// A type as it is often written: wiped when dropped, but moved about before.
struct Wiping([u8; 32]);

impl Drop for Wiping {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[inline(never)]
fn pass_on(wiping: Wiping) {
    keep(std::hint::black_box(wiping));
}

#[inline(never)]
fn keep(wiping: Wiping) {
    drop(std::hint::black_box(wiping));
}

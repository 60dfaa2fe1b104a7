//! Client requests to valgrind (valgrind.h, memcheck.h; x86-64).

use std::arch::asm;

const RUNNING: usize = 0x1001;
const COUNT_ERRORS: usize = 0x1201;
/// `MC`, the tool that it is for, and its number.
const MEMCHECK: usize = 0x4D43_0000;
const MAKE_UNDEFINED: usize = MEMCHECK + 1;
const MAKE_DEFINED: usize = MEMCHECK + 2;

fn request(number: usize, first: usize, second: usize) -> usize {
    let arguments = [number, first, second, 0, 0, 0];
    let result;
    // SAFETY: the rotations undo each other and the exchange does nothing; valgrind takes the sequence for a request.
    unsafe {
        asm!(
            "rol rdi, 3",
            "rol rdi, 13",
            "rol rdi, 61",
            "rol rdi, 51",
            "xchg rbx, rbx",
            in("rax") arguments.as_ptr(),
            inout("rdx") 0_usize => result,
            inout("rdi") 0_usize => _,
        );
    }
    result
}

/// Whether valgrind runs this program.
pub(crate) fn is_running() -> bool {
    request(RUNNING, 0, 0) != 0
}

/// Errors until now, every occurrence counted.
pub(crate) fn errors() -> usize {
    request(COUNT_ERRORS, 0, 0)
}

/// Marks bytes as secret: memcheck takes them for never written, and complains where a branch or an address depends on them.
pub(crate) fn mark(bytes: &[u8]) {
    request(MAKE_UNDEFINED, bytes.as_ptr().addr(), bytes.len());
}

/// Declassifies a value.
pub(crate) fn declassify<T: ?Sized>(value: &T) {
    request(MAKE_DEFINED, std::ptr::from_ref(value).addr(), size_of_val(value));
}

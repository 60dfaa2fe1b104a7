//! An allocator that looks into the blocks that it frees.

use crate::needles;
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

static WATCHING: AtomicBool = AtomicBool::new(false);
static BLOCKS: AtomicUsize = AtomicUsize::new(0);
static HITS: AtomicUsize = AtomicUsize::new(0);
static FIRST: AtomicUsize = AtomicUsize::new(0);
static FIRST_LEN: AtomicUsize = AtomicUsize::new(0);
static LAST: (AtomicUsize, AtomicUsize) = (AtomicUsize::new(0), AtomicUsize::new(0));

/// The system's allocator, watched.
pub(crate) struct Watched;

// SAFETY: everything is passed on to the system's allocator.
unsafe impl GlobalAlloc for Watched {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let block = unsafe { System.alloc(layout) };
        note_last(block, layout.size());
        block
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let block = unsafe { System.alloc_zeroed(layout) };
        note_last(block, layout.size());
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe {
            look(block, layout.size());
            System.dealloc(block, layout);
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Where it moves, the old place is freed as it is.
        let moved = unsafe {
            look(block, layout.size());
            System.realloc(block, layout, size)
        };
        note_last(moved, size);
        moved
    }
}

fn note_last(block: *mut u8, size: usize) {
    LAST.0.store(block.expose_provenance(), Relaxed);
    LAST.1.store(size, Relaxed);
}

/// The block that was allocated last.
///
/// # Safety
///
/// It is alive, and nobody else uses it.
pub(crate) unsafe fn last_block<'a>() -> &'a [u8] {
    let start = std::ptr::with_exposed_provenance(LAST.0.load(Relaxed));
    unsafe { std::slice::from_raw_parts(start, LAST.1.load(Relaxed)) }
}

unsafe fn look(block: *mut u8, size: usize) {
    if !WATCHING.load(Relaxed) {
        return;
    }
    BLOCKS.fetch_add(1, Relaxed);
    // A block may have been filled in part only. What was never written has been mapped by the allocator before.
    let bytes = unsafe { std::slice::from_raw_parts(block, size) };
    needles::search(bytes, |found| {
        if HITS.fetch_add(1, Relaxed) == 0 {
            FIRST.store(found.name.as_ptr().expose_provenance(), Relaxed);
            FIRST_LEN.store(found.name.len(), Relaxed);
        }
    });
}

/// What was seen.
pub(crate) struct Seen {
    pub(crate) blocks: usize,
    pub(crate) hits: usize,
    /// The name of the first secret that was found.
    pub(crate) first: &'static str,
}

/// Watches while something runs.
pub(crate) fn watch(work: impl FnOnce()) -> Seen {
    BLOCKS.store(0, Relaxed);
    HITS.store(0, Relaxed);
    FIRST_LEN.store(0, Relaxed);
    WATCHING.store(true, Relaxed);
    work();
    WATCHING.store(false, Relaxed);
    let first = match FIRST_LEN.load(Relaxed) {
        0 => "",
        // SAFETY: start and length are those of a text that lives as long as the program.
        len => unsafe {
            let start = std::ptr::with_exposed_provenance(FIRST.load(Relaxed));
            str::from_utf8_unchecked(std::slice::from_raw_parts(start, len))
        },
    };
    Seen { blocks: BLOCKS.load(Relaxed), hits: HITS.load(Relaxed), first }
}

//! The memory of this process (Linux).

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::sync::Mutex;

use crate::needles::{self, Found, SHORTEST};
use crate::operations::Operation;

const CHUNK: usize = 1 << 16;

/// Everything that a scan needs, made once: a scan allocates nothing, so that it changes nothing.
pub(crate) struct Scanner {
    maps: File,
    memory: File,
}

/// Where the memory is read into. It is passed over.
static BUFFERS: Mutex<Buffers> = Mutex::new(Buffers { maps: [0; CHUNK], chunk: [0; CHUNK] });

struct Buffers {
    maps: [u8; CHUNK],
    chunk: [u8; CHUNK],
}

impl Scanner {
    /// # Errors
    ///
    /// There is no `/proc`.
    pub(crate) fn new() -> std::io::Result<Self> {
        Ok(Self { maps: File::open("/proc/self/maps")?, memory: File::open("/proc/self/mem")? })
    }

    /// Looks for all secrets in everything that can be read and written. Gives the number of bytes.
    ///
    /// # Errors
    ///
    /// The memory cannot be read.
    pub(crate) fn scan(&mut self, mut found: impl FnMut(Found)) -> std::io::Result<usize> {
        let mut buffers = BUFFERS.lock().expect("one scan at a time");
        let passed_over = std::ptr::from_ref(&*buffers).addr()..std::ptr::from_ref(&*buffers).addr() + size_of::<Buffers>();
        let Buffers { maps, chunk } = &mut *buffers;
        let len = read_all(&mut self.maps, maps)?;
        let mut total = 0;
        for line in maps[..len].split(|c| *c == b'\n') {
            let Some((start, end)) = writable(line) else { continue };
            let mut at = start;
            while at < end {
                let size = CHUNK.min(end - at);
                self.memory.seek(SeekFrom::Start(at as u64))?;
                if self.memory.read_exact(&mut chunk[..size]).is_err() {
                    break;
                }
                needles::search(&chunk[..size], |hit| {
                    if !passed_over.contains(&(at + hit.at)) {
                        found(Found { at: at + hit.at, ..hit });
                    }
                });
                total += size;
                // Chunks lie upon each other, so that nothing falls between them.
                at += if at + size == end { size } else { size - 8 };
            }
        }
        Ok(total)
    }
}

const _: () = assert!(SHORTEST < 8);

fn read_all(file: &mut File, room: &mut [u8]) -> std::io::Result<usize> {
    file.seek(SeekFrom::Start(0))?;
    let mut len = 0;
    loop {
        match file.read(&mut room[len..])? {
            0 => return Ok(len),
            n => len += n,
        }
    }
}

/// The bounds of a mapping that can be read and written.
fn writable(line: &[u8]) -> Option<(usize, usize)> {
    let line = str::from_utf8(line).ok()?;
    let (bounds, rest) = line.split_once(' ')?;
    let (start, end) = bounds.split_once('-')?;
    let number = |text| usize::from_str_radix(text, 16).ok();
    rest.starts_with("rw").then_some((number(start)?, number(end)?))
}

/// Does everything once, so that all secrets are noted, in a thread whose stack and registers are nobody's afterwards.
///
/// # Panics
///
/// An operation does.
pub(crate) fn note_all(operations: &[Operation]) {
    needles::note_secrets(true);
    std::thread::scope(|scope| {
        let noting = scope.spawn(|| {
            operations.iter().for_each(Operation::run);
            scrub();
        });
        noting.join().expect("every operation succeeds");
    });
    needles::note_secrets(false);
}

/// Overwrites the stack below the caller.
#[inline(never)]
fn scrub() {
    let mut room = [0_u64; 1 << 14];
    zeroize::Zeroize::zeroize(room.as_mut_slice());
    std::hint::black_box(&room);
}

//! Commands that nobody sends on purpose.

use std::fs;
use std::path::Path;

use aclavis_virtual_card::{Card, StatusWord, oracle};

use crate::hex;
use crate::host::{KEY, tdes};
use crate::random::Script;

/// Numbers by a linear congruence (Knuth).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }
}

const COMMANDS: [&str; 14] = [
    "00A4040009A0000003974254465900",
    "00A4000C023FFF",
    "00E000000E620C8201398302A0208C03033000",
    "00440000",
    "00CBA000045C02DF1F00",
    "00DBA01004DF300107",
    "00DB3FFF0A5C035FC1025303010203",
    "0022C1A403830180",
    "00870000047C02810000",
    "0087039B047C028000",
    "0087039B167C148008112233445566778881081122334455667788",
    "0020008006313233343536",
    "002C028006363534333231",
    "00FFFFFF1B039B18000102030405060708090A0B0C0D0E0F1011121314151617",
];

#[test]
fn any_bytes_get_a_status_word_and_memory_stays_bounded() {
    let cards: [fn() -> Card<Script>; 3] = [
        || Card::gids(tdes(&KEY), [0; 16], Script::new(&[])),
        || Card::gids_blank(Script::new(&[])),
        || Card::piv(tdes(&KEY), Script::new(&[])),
    ];
    let mut numbers = Numbers(1);
    for make in cards {
        let mut card = make();
        for _ in 0..20_000 {
            let mut command = hex::bytes(COMMANDS[numbers.below(COMMANDS.len())]);
            for _ in 0..numbers.below(3) {
                let place = numbers.below(command.len());
                command[place] = numbers.byte();
            }
            command.truncate(1 + numbers.below(command.len() * 2));
            let response = card.transmit(&command);
            assert!(StatusWord::of(&response).is_some() && response.len() <= 65_535);
            assert!(card.state().memory_taken <= 65_536);
        }
    }
}

/// The seeds of the fuzz target `apdu`, and the inputs that once broke its property, where there are some.
#[test]
fn seeds_and_finds_of_the_fuzz_target_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let [seeds, finds] = ["fuzz/seeds/apdu", "tests/fuzz_regressions/apdu"].map(|folder| root.join(folder));
    let folders = [Some(seeds), finds.exists().then_some(finds)];
    let mut replayed = 0;
    for entry in folders.into_iter().flatten().flat_map(|folder| fs::read_dir(folder).unwrap()) {
        let file = entry.unwrap().path();
        assert_eq!(oracle::commands(&fs::read(&file).unwrap()), Ok(()), "{}", file.display());
        replayed += 1;
    }
    assert!(replayed >= 4);
}

//! The cipher against known answers, and each of its parts against the tables of the standard.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "a test fails by panicking")]

use super::{
    LEFT, LEFT_OUT, PERMUTE, RIGHT, RIGHT_OUT, Tdes,
    layout::{input, output},
    sbox::{Polynomials, repeated, repeated_by_shifts},
    schedule,
    tables::{E, FP, IP, P, PC1, PC2, S, SHIFTS},
};
use alloc::{vec, vec::Vec};
use cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

/// The bits of a number of so many bits, from the left.
fn bits(number: u64, length: usize) -> Vec<u8> {
    (0..length).rev().map(|n| u8::from(number >> n & 1 == 1)).collect()
}

/// A permutation as the standard says it.
fn permuted(table: &[u8], bits: &[u8]) -> Vec<u8> {
    table.iter().map(|&n| bits[usize::from(n) - 1]).collect()
}

/// The word with the inputs of the S-boxes, 6 bits each.
fn word(inputs: &[u8]) -> u64 {
    inputs.iter().enumerate().map(|(n, &bit)| u64::from(bit) << input(n / 6, n % 6)).sum()
}

/// Numbers in which every bit is sometimes alone, and numbers without a pattern.
fn numbers() -> impl Iterator<Item = u64> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    (0..64).map(|n| 1 << n).chain((0..500).map(move |_| random()))
}

fn key(numbers: &mut impl Iterator<Item = u64>) -> [u8; 24] {
    let bytes: Vec<u8> = numbers.take(3).flat_map(u64::to_be_bytes).collect();
    bytes.try_into().unwrap()
}

#[test]
fn known_answers() {
    let ascending = [
        0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x01, 0x45, 0x67, 0x89, 0xab,
        0xcd, 0xef, 0x01, 0x23,
    ];
    let mut one = [0; 24];
    one[0] = 0x80;
    for (key, plain, encrypted) in [
        ([0; 24], 0xd611_43f9_ccff_d2ca, 0x1746_6e76_6e30_3cb6),
        (one, 0, 0x95a8_d728_13da_a94d),
        // SP 800-67's example: "The quic", "k brown ", "fox jump".
        (ascending, 0x5468_6520_7175_6663, 0xa826_fd8c_e53b_855f_u64),
        (ascending, 0x6b20_6272_6f77_6e20, 0xcce2_1c81_1225_6fe6),
        (ascending, 0x666f_7820_6a75_6d70, 0x68d5_c05d_d9b6_b900),
    ] {
        let cipher = Tdes::new(&key);
        let mut block = u64::to_be_bytes(plain);
        cipher.encrypt(&mut block);
        assert_eq!(u64::from_be_bytes(block), encrypted, "{plain:016x}");
        cipher.decrypt(&mut block);
        assert_eq!(u64::from_be_bytes(block), plain);
    }
}

#[test]
fn entry_is_ip_and_e() {
    for block in numbers() {
        let halves = permuted(&IP, &bits(block, 64));
        assert_eq!(LEFT.apply(block), word(&permuted(&E, &halves[..32])));
        assert_eq!(RIGHT.apply(block), word(&permuted(&E, &halves[32..])));
    }
}

#[test]
fn exit_is_fp_and_undoes_entry() {
    for preoutput in numbers() {
        let preoutput = bits(preoutput, 64);
        let (left, right) = preoutput.split_at(32);
        let block = LEFT_OUT.apply(word(&permuted(&E, left))) | RIGHT_OUT.apply(word(&permuted(&E, right)));
        assert_eq!(bits(block, 64), permuted(&FP, &preoutput));
        assert_eq!(permuted(&IP, &bits(block, 64)), preoutput);
    }
}

#[test]
fn round_is_p_and_e() {
    for outputs in numbers().map(|n| n >> 32) {
        let outputs = bits(outputs, 32);
        let lanes: u64 = outputs.iter().enumerate().map(|(n, &bit)| u64::from(bit) << output(n / 4, n % 4)).sum();
        assert_eq!(PERMUTE.apply(lanes << 32 | lanes), word(&permuted(&E, &permuted(&P, &outputs))));
    }
}

#[test]
fn repetition_is_the_same_either_way() {
    for byte in 0..=255 {
        assert_eq!(repeated(byte), u64::from_ne_bytes([byte; 8]));
        assert_eq!(repeated_by_shifts(byte), repeated(byte));
    }
}

#[test]
fn polynomials_are_the_boxes() {
    // All boxes with the same inputs, then each one with its own.
    for first in 0..64_usize {
        for step in [0, 1, 9, 27] {
            let inputs: Vec<usize> = (0..8).map(|s| (first + s * step) % 64).collect();
            let all: Vec<u8> = inputs.iter().flat_map(|&n| bits(u64::try_from(n).unwrap(), 6)).collect();
            let outputs = Polynomials::of_boxes().at(word(&all));
            assert_eq!(outputs >> 32, outputs & 0xffff_ffff);
            for (s, n) in inputs.into_iter().enumerate() {
                let (row, column) = (n >> 5 << 1 | n & 1, n >> 1 & 15);
                let four = (0..4).fold(0, |four, o| four << 1 | outputs >> output(s, o) & 1);
                assert_eq!(four, u64::from(S[s][row][column]), "S{} at {n}", s + 1);
            }
        }
    }
}

#[test]
fn subkeys_are_pc1_shifts_and_pc2() {
    let mut numbers = numbers();
    for _ in 0..60 {
        let key = key(&mut numbers);
        let mut expected = vec![];
        for part in key.as_chunks().0 {
            let halves = permuted(&PC1, &bits(u64::from_be_bytes(*part), 64));
            let (c, d) = halves.split_at(28);
            let (mut c, mut d) = (c.to_vec(), d.to_vec());
            let mut subkeys = vec![];
            for shift in SHIFTS {
                c.rotate_left(shift.into());
                d.rotate_left(shift.into());
                subkeys.push(word(&permuted(&PC2, &[&c[..], &d[..]].concat())));
            }
            expected.push(subkeys);
        }
        expected[1].reverse();
        let mut passes = [[[0; 2]; 9]; 3];
        schedule::fill(&mut passes, &key);
        for (pass, expected) in passes.iter().zip(expected) {
            // A subkey is the sum of every other word so far.
            let mut sums = [0; 2];
            let mut subkeys = vec![];
            for pair in pass {
                sums = [sums[0] ^ pair[0], sums[1] ^ pair[1]];
                subkeys.extend(sums);
            }
            assert_eq!(subkeys.split_off(16), [0, 0]);
            assert_eq!(subkeys, expected);
        }
    }
}

#[test]
fn decryption_inverts_encryption() {
    let mut numbers = numbers();
    for _ in 0..60 {
        let cipher = Tdes::new(&key(&mut numbers));
        let block = numbers.next().unwrap().to_be_bytes();
        let mut changed = block;
        cipher.encrypt(&mut changed);
        assert_ne!(changed, block);
        cipher.decrypt(&mut changed);
        assert_eq!(changed, block);
        cipher.decrypt(&mut changed);
        cipher.encrypt(&mut changed);
        assert_eq!(changed, block);
    }
}

#[test]
fn parity_is_ignored() {
    let mut numbers = numbers();
    for _ in 0..20 {
        let key = key(&mut numbers);
        let encrypted = |key: &[u8; 24]| {
            let mut block = *b"No parit";
            Tdes::new(key).encrypt(&mut block);
            block
        };
        for n in 0..24 {
            let (mut parity, mut other) = (key, key);
            parity[n] ^= 1;
            other[n] ^= 2;
            assert_eq!(encrypted(&parity), encrypted(&key));
            assert_ne!(encrypted(&other), encrypted(&key));
        }
    }
}

#[test]
fn traits_are_the_cipher() {
    let mut numbers = numbers();
    let key = key(&mut numbers);
    let (ours, theirs) = (Tdes::new(&key), <Tdes as KeyInit>::new(&key.into()));
    let mut block = *b"8 octets";
    let mut other = block.into();
    ours.encrypt(&mut block);
    theirs.encrypt_block(&mut other);
    assert_eq!(other.0, block);
    ours.decrypt(&mut block);
    theirs.decrypt_block(&mut other);
    assert_eq!(other.0, block);
    assert_eq!(&block, b"8 octets");
}

#[test]
fn subkeys_are_wiped() {
    fn wipes(_: &impl zeroize::ZeroizeOnDrop) {}
    wipes(&Tdes::new(&[0; 24]));
}

#[test]
fn the_algorithm_has_a_name() {
    struct Name;
    impl core::fmt::Display for Name {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            <Tdes as cipher::common::AlgorithmName>::write_alg_name(f)
        }
    }
    assert_eq!(alloc::format!("{Name}"), "TdesEde3");
}

//! The draw of the log's samples: the same again from the same seed, whatever the order, and about one in a hundred.
#![allow(missing_docs)]

use proptest::prelude::*;
use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use trin_proof::sample::{ONE_IN, Seed};

proptest! {
    // Each case hashes tens of thousands of rows.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_same_seed_draws_the_same_rows_in_any_order(bytes: [u8; 32], first in 1_i64..1_000_000_000, cut in 0_usize..5_000) {
        let seed = Seed::new(bytes);
        let rows: Vec<i64> = (first..first + 5_000).collect();
        let forwards: BTreeSet<i64> = rows.iter().copied().filter(|row| seed.draws(*row)).collect();
        let again = Seed::from_hex(&seed.to_hex()).expect("what was written is read");
        let (begin, end) = rows.split_at(cut);
        let otherwise: BTreeSet<i64> = end.iter().rev().chain(begin).copied().filter(|row| again.draws(*row)).collect();
        prop_assert_eq!(forwards, otherwise);
        prop_assert_eq!(seed.promise(), again.promise());
    }

    /// 100,000 rows, one in a hundred: 1,000 ± 5.5 standard deviations, so that a fair draw fails one time in 25 million.
    #[test]
    fn about_one_in_a_hundred_is_drawn_wherever_they_lie(bytes: [u8; 32], first in 1_i64..1_000_000_000_000, apart in 1_i64..50) {
        let seed = Seed::new(bytes);
        let tenths: Vec<usize> =
            (0..10).map(|tenth| (0..10_000).filter(|nth| seed.draws(first + (tenth * 10_000 + nth) * apart)).count()).collect();
        prop_assert!((827..=1_173).contains(&tenths.iter().sum::<usize>()), "{:?} of 100,000", tenths);
        // And evenly: no tenth of them is spared.
        prop_assert!(tenths.iter().all(|some| (45..=160).contains(some)), "{:?} of 10,000 each", tenths);
    }

    #[test]
    fn another_seed_draws_others_and_promises_otherwise(one: [u8; 32], other: [u8; 32]) {
        prop_assume!(one != other);
        let (one, other) = (Seed::new(one), Seed::new(other));
        prop_assert_ne!(one.promise(), other.promise());
        let both = (1..20_000).filter(|row| one.draws(*row) && other.draws(*row)).count();
        prop_assert!(both < 25, "{} rows are drawn by both", both);
    }

    #[test]
    fn everybody_who_could_is_chosen_sometimes(bytes: [u8; 32], of in 1_usize..8) {
        let seed = Seed::new(bytes);
        let chosen: BTreeSet<usize> = (1..2_000).map(|row| seed.choice(row, of)).collect();
        prop_assert_eq!(chosen, (0..of).collect::<BTreeSet<_>>());
        prop_assert_eq!(seed.choice(1, 0), 0);
    }
}

/// Anybody can make it again: another language's SHA-256 and ten lines, from the rule as it is written.
#[test]
fn the_rule_as_written_gives_the_same_draw_elsewhere() {
    let seed = Seed::new([0x5a; 32]);
    let drawn: Vec<String> = (1..=3_000).filter(|row| seed.draws(*row)).map(|row| row.to_string()).collect();
    let program = "import hashlib\nseed = bytes.fromhex('5a' * 32)\nprint(hashlib.sha256(b'trin/log-sample/promise/v1\\n' + seed).hexdigest())\n\
        for row in range(1, 3001):\n  h = hashlib.sha256(b'trin/log-sample/v1\\n' + seed + row.to_bytes(8, 'big')).digest()\n  \
        if int.from_bytes(h[:8], 'big') < (2**64 - 1) // 100: print(row)\n";
    let Ok(ran) = Command::new("python3").args(["-c", program]).stderr(Stdio::null()).output() else {
        eprintln!("*** NOT TRIED: python3 is not here ***");
        return;
    };
    let said = String::from_utf8(ran.stdout).expect("UTF-8");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.first().copied(), Some(seed.promise().as_str()));
    assert_eq!(lines[1..], drawn);
    assert_eq!(ONE_IN, 100);
}

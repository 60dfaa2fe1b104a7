//! `card atr --format json`.

use serde_json::{Value, json};

use super::card;

fn decoded(atr: &str) -> Value {
    serde_json::from_str(&card(&["atr", atr, "--format", "json"]).ok()).unwrap()
}

#[test]
fn an_atr_is_described_by_stable_members() {
    let expected = json!({
        "atr": "3BFD1300008131FE158073C021C057597562694B657940",
        "convention": "direct",
        "protocols": [1],
        "mode": {"kind": "negotiable"},
        "speed": {"fi": 372, "di": 4, "max_khz": 5000, "default": false},
        "extra_guard_time": 0,
        "t1": {"ifsc": 254, "bwi": 1, "cwi": 5, "edc": "lrc"},
        "interface_bytes": [
            {"name": "TA1", "value": "13"},
            {"name": "TB1", "value": "00"},
            {"name": "TC1", "value": "00"},
            {"name": "TD1", "value": "81"},
            {"name": "TD2", "value": "31"},
            {"name": "TA3", "value": "FE"},
            {"name": "TB3", "value": "15"}
        ],
        "historical": {
            "bytes": "8073C021C057597562694B6579",
            "text": ".s.!.WYubiKey",
            "category": "80",
            "format": "data objects in COMPACT-TLV",
            "data_objects": [
                {
                    "tag": "47",
                    "name": "card capabilities",
                    "value": "C021C0",
                    "meaning": [
                        "DF selection by full DF name",
                        "DF selection by partial DF name",
                        "proprietary write",
                        "data units of 1 byte",
                        "command chaining",
                        "extended Lc and Le"
                    ]
                },
                {"tag": "45", "name": "card issuer's data", "value": "597562694B6579", "meaning": ["`YubiKey`"]}
            ]
        },
        "tck": "40"
    });
    assert_eq!(decoded("3BFD1300008131FE158073C021C057597562694B657940"), expected);
}

#[test]
fn what_a_card_has_not_is_null_or_left_out() {
    let expected = json!({
        "atr": "3B107E",
        "convention": "direct",
        "protocols": [0],
        "mode": {"kind": "negotiable"},
        "speed": {"fi": null, "di": null, "max_khz": null, "default": false},
        "extra_guard_time": 0,
        "t0": {"wi": 10},
        "interface_bytes": [{"name": "TA1", "value": "7E"}],
        "historical": {"bytes": "", "text": "", "category": null, "format": "none", "data_objects": []},
        "tck": null
    });
    assert_eq!(decoded("3B107E"), expected);
}

#[test]
fn a_specific_mode_names_its_protocol() {
    let decoded = decoded("3BD096FF9191F1FE43013FC7808C");
    let mode = json!({"kind": "specific", "protocol": 1, "can_change": false, "implicit_speed": true});
    assert_eq!(decoded.get("mode"), Some(&mode));
    assert_eq!(decoded.get("t1"), Some(&json!({"ifsc": 254, "bwi": 4, "cwi": 3, "edc": "crc"})));
    assert_eq!(decoded.get("t15"), Some(&json!({"classes": ["A", "B", "C"], "clock_stop": "any", "c6": "proprietary"})));
}

/// Fi, the highest frequency and Di of every TA1 (ISO/IEC 7816-3:2006, tables 7 and 8).
#[test]
fn the_tables_of_fi_and_di_are_those_of_the_standard() {
    let fi = [
        Some((372, 4000)),
        Some((372, 5000)),
        Some((558, 6000)),
        Some((744, 8000)),
        Some((1116, 12000)),
        Some((1488, 16000)),
        Some((1860, 20000)),
        None,
        None,
        Some((512, 5000)),
        Some((768, 7500)),
        Some((1024, 10000)),
        Some((1536, 15000)),
        Some((2048, 20000)),
        None,
        None,
    ];
    let di = [
        None,
        Some(1),
        Some(2),
        Some(4),
        Some(8),
        Some(16),
        Some(32),
        Some(64),
        Some(12),
        Some(20),
        None,
        None,
        None,
        None,
        None,
        None,
    ];
    for (index, (fi, di)) in fi.into_iter().zip(di).enumerate() {
        let speed = |byte: usize| decoded(&format!("3B10{byte:02X}")).get("speed").cloned();
        let (fi, khz) = fi.unzip();
        let expected = json!({"fi": fi, "di": 1, "max_khz": khz, "default": false});
        assert_eq!(speed(index << 4 | 1), Some(expected), "{index}");
        let expected = json!({"fi": 372, "di": di, "max_khz": 5000, "default": false});
        assert_eq!(speed(0x10 | index), Some(expected), "{index}");
    }
}

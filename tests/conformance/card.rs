//! Card crypto: NIST, NESSIE, NXP, exchanges of the field, recorded traces, construction v1.

use aclavis::Error;
use aclavis::card::{
    AdminKey, Algorithm, An10922, Atr, Blocks, CardContext, Challenge, Charset, MasterSecret, PinKey, PinOccasion, PinPolicy,
    Prf, Response, gids, piv,
};
use aclavis::oracle::card::{counter_mode_kdf, mac, pin_key_bytes};

use crate::report::{Report, same};
use crate::rows::{Row, Vectors, hex, unhex};

/// Checks every row behind the first one, which says where the rows are from.
fn rows(vectors: &Vectors, file: &str, check: impl Fn(&Row) -> Result<(), String>) -> Report {
    let mut report = Report::default();
    for (line, row) in vectors.rows(file).iter().enumerate().filter(|(_, row)| row.0.get("_meta").is_none()) {
        report.row(&format!("line {}", line + 1), true, check(row));
    }
    report
}

fn said(error: &Error) -> String {
    format!("{error:#}")
}

fn same_bytes(what: &str, ours: &[u8], theirs: &str) -> Result<(), String> {
    same(what, hex(ours).as_str(), theirs)
}

fn tdes(key: &[u8]) -> Result<AdminKey, String> {
    AdminKey::from_bytes(Algorithm::Tdes3, key).map_err(|error| said(&error))
}

fn encrypt(key: &AdminKey, block: &[u8]) -> Result<Response, Error> {
    key.respond(&Challenge::from_bytes(block, key.algorithm())?)
}

fn decrypt(key: &AdminKey, block: &[u8]) -> Result<Response, Error> {
    piv::decrypt_witness(key, &Challenge::from_bytes(block, key.algorithm())?)
}

/// Blocks in both directions, each by itself.
fn both_directions(key: &str, plain: &str, cipher: &str) -> Result<(), String> {
    let key = tdes(&unhex(key))?;
    let each = |text: &str, work: fn(&AdminKey, &[u8]) -> Result<Response, Error>| {
        let blocks = unhex(text);
        let done: Result<Vec<_>, _> = blocks.chunks(8).map(|block| Ok(work(&key, block)?.as_bytes().to_vec())).collect();
        done.map(|blocks| blocks.concat()).map_err(|error| said(&error))
    };
    same_bytes("encrypted", &each(plain, encrypt)?, cipher)?;
    same_bytes("decrypted", &each(cipher, decrypt)?, plain)
}

/// Known answers of 3DES: NIST's and NESSIE's.
pub(crate) fn known_answers(vectors: &Vectors, file: &str) -> Report {
    rows(vectors, file, |row| both_directions(row.text("key"), row.text("pt"), row.text("ct")))
}

/// The tail of a Monte Carlo chain: 10,000 decryptions a row, and the next row's keys come out of it.
pub(crate) fn monte_carlo(vectors: &Vectors) -> Report {
    let all: Vec<Row> =
        vectors.rows("card/tdes_mct_acvp_tail.jsonl").into_iter().filter(|row| row.0.get("_meta").is_none()).collect();
    let mut report = Report::default();
    for (at, row) in all.iter().enumerate() {
        report.row(&format!("step {at}"), true, monte_carlo_step(row));
    }
    report
}

fn monte_carlo_step(row: &Row) -> Result<(), String> {
    same("operation", row.text("op"), "decrypt")?;
    let key = tdes(&[row.bytes("k1"), row.bytes("k2"), row.bytes("k3")].concat())?;
    let mut block = row.bytes("ct_in");
    for _ in 0..row.0["inner"].as_u64().expect("a number") {
        block = decrypt(&key, &block).map_err(|error| said(&error))?.as_bytes().to_vec();
    }
    same_bytes("result", &block, row.text("pt_out"))
}

pub(crate) fn cmac(vectors: &Vectors) -> Report {
    rows(vectors, "card/cmac_nist.jsonl", |row| {
        let algorithm = match row.text("alg") {
            "CMAC-TDES" => Algorithm::Tdes3,
            "CMAC-AES128" => Algorithm::Aes128,
            "CMAC-AES192" => Algorithm::Aes192,
            "CMAC-AES256" => Algorithm::Aes256,
            other => return Err(format!("unknown algorithm {other}")),
        };
        let key = AdminKey::from_bytes(algorithm, &row.bytes("key")).map_err(|error| said(&error))?;
        let mut out = vec![0; row.text("mac").len() / 2];
        mac(algorithm.into(), key.expose(), &row.bytes("msg"), &mut out).ok_or("the key does not fit")?;
        same_bytes("MAC", &out, row.text("mac"))
    })
}

pub(crate) fn kdf(vectors: &Vectors) -> Report {
    rows(vectors, "card/kbkdf_ctr_nist.jsonl", |row| {
        let (prf, key) = match row.text("prf") {
            "HMAC_SHA256" => (Prf::HmacSha256, row.bytes("ki")),
            "CMAC_TDES2" | "CMAC_TDES3" => (Prf::Cmac(Algorithm::Tdes3), tdes(&row.bytes("ki"))?.expose().to_vec()),
            "CMAC_AES128" => (Prf::Cmac(Algorithm::Aes128), row.bytes("ki")),
            "CMAC_AES192" => (Prf::Cmac(Algorithm::Aes192), row.bytes("ki")),
            "CMAC_AES256" => (Prf::Cmac(Algorithm::Aes256), row.bytes("ki")),
            other => return Err(format!("unknown function {other}")),
        };
        let number = |field: &str| row.0[field].as_u64().expect("a number") as usize / 8;
        let mut out = vec![0; number("l_bits")];
        let (before, after) = (row.bytes("before"), row.bytes("after"));
        counter_mode_kdf(prf, &key, &before, number("rlen"), &after, &mut out).ok_or("the key does not fit")?;
        same_bytes("output", &out, row.text("ko"))
    })
}

pub(crate) fn an10922(vectors: &Vectors) -> Report {
    // The 3DES rows carry this version in their parity bits.
    const VERSION: u8 = 0x55;
    rows(vectors, "card/an10922_nxp.jsonl", |row| {
        let (algorithm, version) = match row.kind() {
            "2tdea" | "3tdea" => (Algorithm::Tdes3, Some(VERSION)),
            name => (name.parse().map_err(|error| said(&error))?, None),
        };
        let master = AdminKey::from_bytes(algorithm, &row.bytes("master")).map_err(|error| said(&error))?;
        let key = An10922::new(master).derive(&row.bytes("div_input"), version).map_err(|error| said(&error))?;
        let length = if key.is_two_key() { 16 } else { algorithm.key_len() };
        same_bytes("key", &key.expose()[..length], row.text("diversified"))
    })
}

/// Exchanges that are documented, and the key check value of a documented key.
pub(crate) fn field(vectors: &Vectors) -> Report {
    rows(vectors, "card/field_challenge_response.jsonl", |row| {
        both_directions(row.text("key"), row.text("challenge"), row.text("response"))?;
        let key = tdes(&row.bytes("key"))?;
        if let (Some(challenge), Some(response)) = (row.get("challenge_b64"), row.get("response_b64")) {
            let challenge = Challenge::from_base64(challenge, Algorithm::Tdes3).map_err(|error| said(&error))?;
            same("response", key.respond(&challenge).map_err(|error| said(&error))?.to_string().as_str(), response)?;
        }
        if row.bytes("challenge") == [0; 8] {
            same_bytes("check value", &key.check_value(), &row.text("response")[..6])?;
        }
        Ok(())
    })
}

/// The documented shape of a diversified key: odd parity, three different parts.
pub(crate) fn diversified_shape(vectors: &Vectors) -> Report {
    rows(vectors, "card/mim_diversified_key_shape.jsonl", |row| {
        let theirs = tdes(&row.bytes("diversified_key"))?;
        let master = MasterSecret::from_bytes(&[7; 32]).map_err(|error| said(&error))?;
        let card = CardContext::new(row.text("cardid").parse().map_err(|error| said(&error))?, 1);
        let ours = master.admin_key(Algorithm::Tdes3, &card).map_err(|error| said(&error))?;
        for key in [&ours, &theirs] {
            let odd = key.expose().iter().all(|byte| byte.count_ones() % 2 == 1);
            if !odd || !key.weaknesses().is_empty() {
                return Err(format!("not of the shape: odd parity {odd}, {:?}", key.weaknesses()));
            }
        }
        Ok(())
    })
}

/// Exchanges of third-party tools, the host's side and the card's.
pub(crate) fn traces(vectors: &Vectors) -> Report {
    rows(vectors, "card/traces_opensc_yubico.jsonl", |row| match row.text("proto") {
        "gids-mutual-3des-cbc" => gids_mutual(row),
        "gids-external-3des-8" => gids_external(row),
        "piv-mutual" => piv_mutual(row),
        other => Err(format!("unknown protocol {other}")),
    })
}

/// The cryptogram of 40 bytes in an APDU: behind five bytes of header and four of tags, or behind the four.
fn cryptogram(apdu: &[u8], start: usize) -> [u8; 40] {
    apdu[start..start + 40].try_into().expect("40 bytes")
}

fn gids_mutual(row: &Row) -> Result<(), String> {
    let key = tdes(&row.bytes("key"))?;
    let number = |field: &str| <[u8; 16]>::try_from(row.bytes(field)).expect("16 bytes");
    let exchange = gids::Mutual::new(number("r1_host"), number("r2_card"));
    let host = cryptogram(&row.bytes("apdu2"), 9);
    let share = exchange.open_host(&key, &host).map_err(|error| said(&error))?;
    if share.is_some() != row.0["ok"].as_bool().expect("a truth value") {
        return Err(format!("opened {}, the card said {}", share.is_some(), row.text("resp2")));
    }
    let Some(share) = share else { return Ok(()) };
    same_bytes("Z1", share.expose(), row.text("z1"))?;
    same_bytes("host cryptogram", &exchange.host_cryptogram(&key, &share).map_err(|error| said(&error))?, &hex(&host))?;
    let card = cryptogram(&row.bytes("resp2"), 4);
    let share = exchange.open_card(&key, &card).map_err(|error| said(&error))?.ok_or("the card's cryptogram does not open")?;
    same_bytes("Z2", share.expose(), row.text("z2"))?;
    same_bytes("card cryptogram", &exchange.card_cryptogram(&key, &share).map_err(|error| said(&error))?, &hex(&card))
}

fn gids_external(row: &Row) -> Result<(), String> {
    let key = tdes(&row.bytes("key"))?;
    let response = encrypt(&key, &row.bytes("challenge")).map_err(|error| said(&error))?;
    same_bytes("response", response.as_bytes(), row.text("response"))
}

fn piv_mutual(row: &Row) -> Result<(), String> {
    let id = u8::try_from(row.0["alg"].as_u64().expect("a number")).expect("a byte");
    let algorithm = Algorithm::from_piv_id(id).ok_or("unknown algorithm")?;
    let run = || -> Result<Result<(), String>, Error> {
        let key = AdminKey::from_bytes(algorithm, &row.bytes("key"))?;
        let encrypted = Challenge::from_bytes(&row.bytes("witness_enc"), algorithm)?;
        let answer = piv::decrypt_witness(&key, &encrypted)?;
        if !row.0["ok"].as_bool().expect("a truth value") {
            // The host had another key than the card: its answer is right for that key, and the card refuses it.
            return Ok(same_bytes("witness", answer.as_bytes(), row.text("witness_dec")));
        }
        let witness = piv::Witness::from_bytes(&row.bytes("witness_dec"), algorithm)?;
        if witness.encrypted(&key)? != encrypted || !witness.is_answered_by(&answer) {
            return Ok(Err("the witness differs".to_owned()));
        }
        let challenge = Challenge::from_bytes(&row.bytes("host_challenge"), algorithm)?;
        Ok(same_bytes("card response", key.respond(&challenge)?.as_bytes(), row.text("card_response")))
    };
    run().map_err(|error| said(&error))?
}

/// Our own construction, computed by another implementation.
pub(crate) fn construction(vectors: &Vectors) -> Report {
    rows(vectors, "card/construction-v1.jsonl", |row| {
        let outcome = match row.text("op") {
            "admin-key" => admin_key(row),
            "response" => response(row),
            "pin" => pin(row),
            other => return Err(format!("unknown operation {other}")),
        };
        outcome.map_err(|error| said(&error))?
    })
}

fn context(row: &Row) -> Result<CardContext<'_>, Error> {
    let version = row.0["key_version"].as_u64().expect("a number");
    CardContext::new(row.text("cardid").parse()?, u32::try_from(version).expect("32 bits")).of_system(row.text("system"))
}

fn admin_key(row: &Row) -> Result<Result<(), String>, Error> {
    let master = MasterSecret::from_bytes(&row.bytes("master"))?;
    let key = master.admin_key(row.text("alg").parse()?, &context(row)?)?;
    Ok(same_bytes("key", key.expose(), row.text("key")))
}

fn response(row: &Row) -> Result<Result<(), String>, Error> {
    let algorithm = row.text("alg").parse()?;
    let key = AdminKey::from_encoded(algorithm, row.text("key").as_bytes())?;
    let challenge = Challenge::from_base64(row.text("challenge"), algorithm)?;
    let theirs = Response::from_base64(row.text("response"), algorithm)?;
    if !key.verify(&challenge, &theirs)? {
        return Ok(Err("not verified".to_owned()));
    }
    Ok(same("response", key.respond(&challenge)?.to_string().as_str(), row.text("response")))
}

fn pin(row: &Row) -> Result<Result<(), String>, Error> {
    let prf: Prf = row.text("prf").parse()?;
    let key = match row.text("source") {
        "master" => PinKey::from_master(&MasterSecret::from_bytes(&row.bytes("ki"))?, prf, &context(row)?)?,
        algorithm => PinKey::from_admin_key(&AdminKey::from_bytes(algorithm.parse()?, &row.bytes("ki"))?, prf, &context(row)?)?,
    };
    if let Err(how) = same_bytes("PIN key", pin_key_bytes(&key), row.text("pin_key")) {
        return Ok(Err(how));
    }
    // The algorithm of a card is not in every row, but its block is.
    let block = if row.text("challenge").len() == 12 { Algorithm::Tdes3 } else { Algorithm::Aes128 };
    let challenge = Challenge::from_base64(row.text("challenge"), Blocks::from(block))?;
    let atr = row.get("atr").filter(|atr| !atr.is_empty()).map(Atr::from_hex).transpose()?;
    let mut occasion = PinOccasion::new(&challenge);
    if let Some(atr) = &atr {
        occasion = occasion.with_atr(atr);
    }
    if let Some(request) = row.get("request_id") {
        occasion = occasion.for_request(request.parse()?);
    }
    let length = usize::try_from(row.0["length"].as_u64().expect("a number")).expect("a length");
    let mut policy = PinPolicy::new(length, Charset::new(row.text("charset"))?)?;
    if !row.0["reject_weak"].as_bool().expect("a truth value") {
        policy = policy.allowing_weak();
    }
    let pin = key.propose(&occasion, &policy)?;
    let attempt = u64::from(pin.attempt());
    Ok(same("PIN", pin.expose(), row.text("pin")).and(same("attempt", &attempt, &row.0["attempt"].as_u64().expect("a number"))))
}

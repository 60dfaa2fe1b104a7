//! A smart card for pcscd: connects to the virtual reader vpcd and answers it.

use std::fs::File;
use std::io::Read;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use aclavis::card::{AdminKey, Algorithm};
use aclavis_virtual_card::{Card, vpcd};
use clap::{Parser, ValueEnum};
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use rand_core::TryRng;
use zeroize::Zeroizing;

/// The card's random source: the operating system's.
type System = UnwrapErr<SysRng>;

/// The admin keys that the field's cards come with.
const DEFAULT_GIDS_KEY: [u8; 24] = [0; 24];
const DEFAULT_PIV_KEY: [u8; 24] = [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8];
/// As many bytes of a key file are read: more than any key's encoding has.
const MAX_KEY_FILE: usize = 128;

/// A smart card in software, for the virtual reader vpcd of pcscd
///
/// It lives until the reader closes the connection, and nothing of it is stored. It is for tests: whoever can talk to the reader can
/// use it.
#[derive(Parser)]
#[command(version, after_help = EXAMPLES)]
struct Arguments {
    /// What kind of card
    #[arg(long, value_enum, default_value_t = Profile::Gids)]
    profile: Profile,
    /// A GIDS card that is yet to be initialised, as gids-tool --initialize does
    #[arg(long, conflicts_with = "admin_key_file")]
    blank: bool,
    /// File with the admin key: its bytes, hexadecimal digits or base64 [default: the key that such cards come with]
    #[arg(long, value_name = "FILE")]
    admin_key_file: Option<PathBuf>,
    /// Algorithm of that key: tdes3, aes128, aes192 or aes256
    #[arg(long, default_value_t = Algorithm::Tdes3, requires = "admin_key_file")]
    algorithm: Algorithm,
    /// Host of the reader
    #[arg(long, default_value = "localhost")]
    host: String,
    /// Port of the reader
    #[arg(long, default_value_t = 35963)]
    port: u16,
    /// Show the header of each command and the status word of each response; keys and PINs are in neither
    #[arg(long)]
    trace: bool,
}

const EXAMPLES: &str = "\
Examples:
  pcscd --foreground &

  aclavis-virtual-card --profile gids --blank &
  gids-tool --initialize --pin 123456

  aclavis-virtual-card --profile piv --trace &
  yubico-piv-tool --reader 'Virtual PCD' --action set-chuid

  aclavis-virtual-card --profile piv --admin-key-file aes256.hex --algorithm aes256 &
  PIV_EXT_AUTH_KEY=aes256.hex piv-tool --admin M:9B:0C";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Profile {
    /// Generic Identity Device Specification 2.0; the default admin key is 24 zeros
    Gids,
    /// SP 800-73-4; the default admin key is 0102030405060708 three times
    Piv,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("aclavis-virtual-card: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let mut card = card(arguments)?;
    let (host, port) = (arguments.host.as_str(), arguments.port);
    let mut reader =
        TcpStream::connect((host, port)).map_err(|error| format!("no reader at {host}:{port}: {error}; is pcscd running?"))?;
    let served = vpcd::serve(&mut card, &mut reader, |_, event| {
        if arguments.trace {
            println!("{event}");
        }
    });
    served.map_err(|error| format!("connection to the reader: {error}"))
}

fn card(arguments: &Arguments) -> Result<Card<System>, String> {
    let random = UnwrapErr(SysRng);
    if arguments.blank {
        return match arguments.profile {
            Profile::Gids => Ok(Card::gids_blank(random)),
            Profile::Piv => Err("only a GIDS card can be blank".to_owned()),
        };
    }
    let key = match (&arguments.admin_key_file, arguments.profile) {
        (Some(file), _) => read_key(file, arguments.algorithm)?,
        (None, Profile::Gids) => AdminKey::from_bytes(Algorithm::Tdes3, &DEFAULT_GIDS_KEY).map_err(|error| error.to_string())?,
        (None, Profile::Piv) => AdminKey::from_bytes(Algorithm::Tdes3, &DEFAULT_PIV_KEY).map_err(|error| error.to_string())?,
    };
    match arguments.profile {
        Profile::Gids => {
            let mut card_id = [0; 16];
            SysRng.try_fill_bytes(&mut card_id).map_err(|error| format!("random source: {error}"))?;
            Ok(Card::gids(key, card_id, random))
        }
        Profile::Piv => Ok(Card::piv(key, random)),
    }
}

fn read_key(file: &Path, algorithm: Algorithm) -> Result<AdminKey, String> {
    let mut encoded = Zeroizing::new(Vec::with_capacity(MAX_KEY_FILE));
    let read =
        File::open(file).and_then(|open| open.take(u64::try_from(MAX_KEY_FILE).unwrap_or_default()).read_to_end(&mut encoded));
    read.map_err(|error| format!("{}: {error}", file.display()))?;
    AdminKey::from_encoded(algorithm, &encoded).map_err(|error| format!("{}: {error}", file.display()))
}

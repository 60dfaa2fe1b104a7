//! A smart card in software: the administration of a GIDS or of a PIV card, with the crypto of [`aclavis::card`].
//!
//! It is a counterpart for tests and demonstrations, no place for keys that matter. A host program can use it in the same process,
//! [`Card::transmit`]; tools use it through pcscd and the virtual reader vpcd of the vsmartcard project, [`vpcd::serve`].
//!
//! # GIDS
//!
//! The Generic Identity Device Specification 2.0, with the file system of the Windows minidriver. A card is made initialised, or blank
//! for `gids-tool --initialize`.
//!
//! | command | what the card takes |
//! |---|---|
//! | SELECT | the application by its identifier or a front part of it; a file by its identifier, P2 0C |
//! | CREATE FILE, ACTIVATE FILE | files for data objects (descriptor 39) and the file of the admin key, B080; the application, 3FFF |
//! | GET DATA, PUT DATA | data objects of a file, after its security attributes; the state of the PIN (7F71); the admin key (70) |
//! | VERIFY | P2 80 the PIN, 4 to 16 bytes; P2 82 ends every authentication |
//! | CHANGE REFERENCE DATA | P1 00 old and new PIN; P1 01 the new PIN, for a user who has verified the old one |
//! | RESET RETRY COUNTER | P1 02 the new PIN, after authentication with the admin key |
//! | MANAGE SECURITY ENVIRONMENT | C1 A4: names the admin key, which GENERAL AUTHENTICATE demands |
//! | GENERAL AUTHENTICATE | external (challenge of a block, any algorithm) and mutual (3DES, CBC over R2, R1, Z1, 80) |
//!
//! The admin key has 5 tries, the PIN 3. Setting the admin key and resetting the PIN end the administrator's authentication. There
//! are no containers and no secure messaging; Z1 and Z2 are forgotten.
//!
//! # PIV
//!
//! The card application of SP 800-73-4, part 2.
//!
//! | command | section | what the card takes |
//! |---|---|---|
//! | SELECT | 3.1.1 | the identifier or a front part of it |
//! | GET DATA, PUT DATA | 3.1.2, 3.3.1 | objects of any tag; fingerprints, facial and iris images and printed information behind the PIN; the discovery object |
//! | VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER | 3.2.1 to 3.2.3 | the PIN (80) and the PUK (81), 6 to 8 characters padded with FF |
//! | GENERAL AUTHENTICATE | 3.2.4 | the card management key (9B), mutual and external, 3DES and AES (SP 800-78-4, table 6-2) |
//! | SET MANAGEMENT KEY, GET VERSION, GET SERIAL | YubiKey | FF, FD, F8; the version is 5.4.3, the serial number 1 |
//!
//! The card management key has 5 tries, PIN and PUK have 3. Setting it leaves the administrator authenticated. There are no asymmetric keys.
//!
//! # Both
//!
//! A wrong answer costs a try before it is looked at, and a right one gives all tries back; at zero the key or the PIN is blocked, the
//! admin key for good. A challenge is answered once, and asking for one ends the authentication. The card takes any admin key of
//! its length: to refuse weak ones is the host's duty. The only application is selected from the start. Lengths are short or extended;
//! commands may come as chains of up to 65,536 bytes, and longer responses wait for GET RESPONSE. Memory for data objects is 65,536 bytes.
//!
//! # With pcscd
//!
//! vpcd listens on every interface: keep it on a closed machine, or in a network namespace.
//!
//! ```sh
//! pcscd --foreground &                                    # packages pcscd and vsmartcard-vpcd
//! aclavis-virtual-card --profile gids --blank &
//! gids-tool --initialize --pin 123456                     # package opensc
//! ```
//!
//! Without `--admin-key-file` a card has the key that such cards come with: 24 zeros (GIDS), 0102030405060708 three times (PIV).

mod admin;
mod apdu;
mod card;
mod gids;
mod objects;
pub mod oracle;
mod pin;
mod piv;
mod retry;
mod security;
mod state;
pub mod vpcd;

pub use apdu::StatusWord;
pub use card::Card;
pub use state::CardState;

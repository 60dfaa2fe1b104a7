//! Instruction bytes.

/// VERIFY (ISO/IEC 7816-4).
pub(crate) const VERIFY: u8 = 0x20;
/// MANAGE SECURITY ENVIRONMENT (ISO/IEC 7816-4).
pub(crate) const MANAGE_SECURITY_ENVIRONMENT: u8 = 0x22;
/// CHANGE REFERENCE DATA (ISO/IEC 7816-4).
pub(crate) const CHANGE_REFERENCE_DATA: u8 = 0x24;
/// RESET RETRY COUNTER (ISO/IEC 7816-4).
pub(crate) const RESET_RETRY_COUNTER: u8 = 0x2C;
/// ACTIVATE FILE (ISO/IEC 7816-9).
pub(crate) const ACTIVATE_FILE: u8 = 0x44;
/// GENERAL AUTHENTICATE (ISO/IEC 7816-4).
pub(crate) const GENERAL_AUTHENTICATE: u8 = 0x87;
/// SELECT (ISO/IEC 7816-4).
pub(crate) const SELECT: u8 = 0xA4;
/// GET RESPONSE (ISO/IEC 7816-4).
pub(crate) const GET_RESPONSE: u8 = 0xC0;
/// GET DATA, odd instruction code: the data field names the object (ISO/IEC 7816-4).
pub(crate) const GET_DATA: u8 = 0xCB;
/// PUT DATA, odd instruction code: the data field is the object (ISO/IEC 7816-4).
pub(crate) const PUT_DATA: u8 = 0xDB;
/// CREATE FILE (ISO/IEC 7816-9).
pub(crate) const CREATE_FILE: u8 = 0xE0;
/// GET SERIAL, an extension of YubiKeys.
pub(crate) const GET_SERIAL: u8 = 0xF8;
/// GET VERSION, an extension of YubiKeys.
pub(crate) const GET_VERSION: u8 = 0xFD;
/// SET MANAGEMENT KEY, an extension of YubiKeys.
pub(crate) const SET_MANAGEMENT_KEY: u8 = 0xFF;

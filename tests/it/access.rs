//! Checks of access: tokens, rights, reasons.

mod basics;

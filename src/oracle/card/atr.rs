//! Properties of answers to reset.

use crate::card::Atr;
use crate::oracle::{Checked, holds, same};

/// An ATR that is read comes back, its parts make up the whole, and with a byte more or less it is none.
///
/// ```
/// assert_eq!(aclavis::oracle::card::atr(&[0x3b, 0x00]), Ok(()));
/// ```
///
/// # Errors
///
/// The property that does not hold.
pub fn atr(bytes: &[u8]) -> Checked {
    let Ok(atr) = Atr::from_bytes(bytes) else { return Ok(()) };
    same("an ATR comes back", &atr.as_bytes(), &bytes)?;
    same("its text is read again", &Atr::from_hex(&alloc::format!("{atr}")), &Ok(atr))?;
    let interface =
        atr.interface_bytes().map(|level| [level.a, level.b, level.c, level.d].iter().flatten().count()).sum::<usize>();
    let parts = [2, interface, atr.historical_bytes().len(), atr.check_byte().is_some().into()];
    same("its parts make up the whole", &parts.iter().sum::<usize>(), &bytes.len())?;
    holds("it names a protocol", atr.protocols().next().is_some(), atr)?;
    let shorter = bytes.split_last().map(|(_, shorter)| Atr::from_bytes(shorter));
    holds("it is complete", shorter.is_none_or(|shorter| shorter.is_err()), atr)?;
    let longer = [bytes, &[0]].concat();
    holds("nothing stands behind it", Atr::from_bytes(&longer).is_err(), atr)
}

//! Rows of kind `sd_bytes`: a binary form and the text that Windows gives for it.

use aclavis::{DescriptorRef, Layout, SecurityDescriptor, sddl_to_bytes};

use crate::report::same;
use crate::rows::{Row, hex};

/// Binary to text, the text back to binary where that is exact, and the binary form untouched.
pub(crate) fn check(row: &Row) -> Result<(), String> {
    let bytes = row.bytes("binary");
    let print = row.print_options();
    let parse = row.parse_options();
    let descriptor = SecurityDescriptor::from_bytes(&bytes).map_err(|error| format!("{error:#}"))?;
    let text = descriptor.to_sddl_with(&print).map_err(|error| format!("{error:#}"))?;
    if let Some(recorded) = row.get("sddl") {
        same("text", &*text, recorded)?;
    }
    let direct = DescriptorRef::parse(&bytes).and_then(|view| view.to_sddl_with(&print)).map_err(|error| error.to_string())?;
    same("text of the view", &direct, &text)?;
    let again = descriptor.to_bytes_with(Layout::AsRead).map_err(|error| error.to_string())?;
    same("untouched bytes", &hex(&again), &hex(&bytes))?;
    // A row without a text is exact, too: its own text must give its bytes.
    if row.0["sddl_to_binary_exact"] == true || row.get("sddl").is_none() {
        let inputs = [Some(&*text), row.get("input")];
        for input in inputs.into_iter().flatten() {
            let ours = sddl_to_bytes(input, &parse).map_err(|error| format!("{error:#}: {input}"))?;
            same("binary", &hex(&ours), &hex(&bytes))?;
            let model = SecurityDescriptor::parse(input, &parse).and_then(|model| model.to_bytes());
            same("binary of the model", &hex(&model.map_err(|error| error.to_string())?), &hex(&bytes))?;
        }
    }
    Ok(())
}

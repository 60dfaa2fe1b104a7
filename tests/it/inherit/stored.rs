//! Which control bits an object keeps when its ACLs are set.

use aclavis::Control;

use crate::descriptor;

#[test]
fn ai_is_stored_with_ar_only_and_ar_never() {
    for (set, stored) in
        [("", ""), ("AI", ""), ("AR", ""), ("ARAI", "AI"), ("P", "P"), ("PAI", "P"), ("PAR", "P"), ("PARAI", "PAI")]
    {
        for other in ["", "P"] {
            let text = descriptor(&format!("D:{set}(A;ID;FR;;;WD)S:{other}(AU;SA;FR;;;WD)")).stored().to_sddl().unwrap();
            assert_eq!(text, format!("D:{stored}(A;ID;FR;;;WD)S:{other}(AU;SA;FR;;;WD)"));
            let text = descriptor(&format!("D:{other}(A;ID;FR;;;WD)S:{set}(AU;SA;FR;;;WD)")).stored().to_sddl().unwrap();
            assert_eq!(text, format!("D:{other}(A;ID;FR;;;WD)S:{stored}(AU;SA;FR;;;WD)"));
        }
    }
}

#[test]
fn the_other_bits_stay() {
    let mut set = descriptor("O:SYG:SYD:(A;;FR;;;WD)S:");
    set.set_control(Control::all());
    let expected = Control::all() - Control::DACL_AUTO_INHERIT_REQUIRED - Control::SACL_AUTO_INHERIT_REQUIRED;
    assert_eq!(set.stored().control(), expected);
}

#![cfg_attr(feature = "libfuzzer", no_main)]

use aclavis::{AutoInheritFlags, Creator, GenericMapping, SecurityDescriptor};

type Case = (AutoInheritFlags, GenericMapping, Creator, Option<SecurityDescriptor>, Option<SecurityDescriptor>);

aclavis_fuzz::target!(|case: Case| {
    let (flags, mapping, creator, explicit, parent) = case;
    aclavis::oracle::inheritance(parent.as_ref(), explicit.as_ref(), &creator, &mapping, flags).unwrap();
});

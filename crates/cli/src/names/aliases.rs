//! What the two-letter aliases of SIDs mean.

/// The SID to which an alias is relative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RelativeTo {
    /// None: it stands for one SID.
    Nothing,
    /// The machine.
    Machine,
    /// The domain of the machine.
    Domain,
    /// The root domain of the forest.
    Forest,
}

use RelativeTo::{Domain, Forest, Machine, Nothing};

/// Letters, meaning, and to what they are relative.
const ALIASES: &[(&str, &str, RelativeTo)] = &[
    ("WD", "Everyone", Nothing),
    ("CO", "Creator Owner", Nothing),
    ("CG", "Creator Group", Nothing),
    ("OW", "Owner Rights", Nothing),
    ("NU", "Network logons", Nothing),
    ("IU", "Interactive logons", Nothing),
    ("SU", "Service logons", Nothing),
    ("AN", "Anonymous", Nothing),
    ("ED", "Enterprise Domain Controllers", Nothing),
    ("PS", "Self (the object's own SID)", Nothing),
    ("AU", "Authenticated Users", Nothing),
    ("RC", "Restricted code", Nothing),
    ("SY", "Local System", Nothing),
    ("LS", "Local Service", Nothing),
    ("NS", "Network Service", Nothing),
    ("WR", "Write-restricted code", Nothing),
    ("AC", "All application packages", Nothing),
    ("LW", "Low integrity", Nothing),
    ("ME", "Medium integrity", Nothing),
    ("MP", "Medium-plus integrity", Nothing),
    ("HI", "High integrity", Nothing),
    ("SI", "System integrity", Nothing),
    ("AS", "Identity asserted by an authentication authority", Nothing),
    ("SS", "Identity asserted by a service", Nothing),
    ("UD", "User-mode drivers", Nothing),
    ("BA", "Administrators (built-in)", Nothing),
    ("BU", "Users (built-in)", Nothing),
    ("BG", "Guests (built-in)", Nothing),
    ("PU", "Power Users (built-in)", Nothing),
    ("AO", "Account Operators (built-in)", Nothing),
    ("SO", "Server Operators (built-in)", Nothing),
    ("PO", "Printer Operators (built-in)", Nothing),
    ("BO", "Backup Operators (built-in)", Nothing),
    ("RE", "Replicators (built-in)", Nothing),
    ("RU", "Pre-Windows 2000 Compatible Access (built-in)", Nothing),
    ("RD", "Remote Desktop Users (built-in)", Nothing),
    ("NO", "Network Configuration Operators (built-in)", Nothing),
    ("MU", "Performance Monitor Users (built-in)", Nothing),
    ("LU", "Performance Log Users (built-in)", Nothing),
    ("IS", "Anonymous web users (built-in)", Nothing),
    ("CY", "Cryptographic Operators (built-in)", Nothing),
    ("ER", "Event Log Readers (built-in)", Nothing),
    ("CD", "Certificate DCOM Access (built-in)", Nothing),
    ("RA", "Remote Desktop remote access servers (built-in)", Nothing),
    ("ES", "Remote Desktop endpoint servers (built-in)", Nothing),
    ("MS", "Remote Desktop management servers (built-in)", Nothing),
    ("HA", "Hyper-V Administrators (built-in)", Nothing),
    ("AA", "Access Control Assistance Operators (built-in)", Nothing),
    ("RM", "Remote Management Users (built-in)", Nothing),
    ("HO", "User-mode hardware operators (built-in)", Nothing),
    ("SH", "OpenSSH Users (built-in)", Nothing),
    ("LA", "Administrator", Machine),
    ("LG", "Guest", Machine),
    ("DA", "Domain Admins", Domain),
    ("DU", "Domain Users", Domain),
    ("DG", "Domain Guests", Domain),
    ("DC", "Domain Computers", Domain),
    ("DD", "Domain Controllers", Domain),
    ("CA", "Certificate Publishers", Domain),
    ("PA", "Group Policy Creator Owners", Domain),
    ("CN", "Cloneable Domain Controllers", Domain),
    ("AP", "Protected Users", Domain),
    ("KA", "Key Admins", Domain),
    ("RS", "RAS and IAS Servers", Domain),
    ("RO", "Enterprise Read-only Domain Controllers", Forest),
    ("SA", "Schema Admins", Forest),
    ("EA", "Enterprise Admins", Forest),
    ("EK", "Enterprise Key Admins", Forest),
];

/// The meaning of an alias in upper case.
pub(crate) fn meaning(letters: &str) -> Option<(&'static str, RelativeTo)> {
    ALIASES.iter().find(|(alias, ..)| *alias == letters).map(|(_, meaning, relative)| (*meaning, *relative))
}

//! Well-known SIDs that have no alias.

/// SID and meaning.
const WELL_KNOWN: &[(&str, &str)] = &[
    ("S-1-0-0", "Nobody"),
    ("S-1-2-0", "Local logons"),
    ("S-1-2-1", "Console logons"),
    ("S-1-3-2", "Creator Owner's server"),
    ("S-1-3-3", "Creator Group's server"),
    ("S-1-5-1", "Dial-up logons"),
    ("S-1-5-3", "Batch logons"),
    ("S-1-5-8", "Proxies"),
    ("S-1-5-13", "Terminal server users"),
    ("S-1-5-14", "Remote interactive logons"),
    ("S-1-5-15", "This organization"),
    ("S-1-5-17", "Anonymous web account"),
    ("S-1-5-32-557", "Incoming Forest Trust Builders (built-in)"),
    ("S-1-5-32-560", "Windows Authorization Access Group (built-in)"),
    ("S-1-5-32-561", "Terminal Server License Servers (built-in)"),
    ("S-1-5-32-562", "Distributed COM Users (built-in)"),
    ("S-1-5-32-581", "System Managed Accounts (built-in)"),
    ("S-1-5-32-582", "Storage Replica Administrators (built-in)"),
    ("S-1-5-32-583", "Device Owners (built-in)"),
    ("S-1-5-64-10", "NTLM authentication"),
    ("S-1-5-64-14", "Schannel authentication"),
    ("S-1-5-64-21", "Digest authentication"),
    ("S-1-5-65-1", "This organization's certificate"),
    ("S-1-5-80-0", "All services"),
    ("S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464", "TrustedInstaller service"),
    ("S-1-5-113", "Local accounts"),
    ("S-1-5-114", "Local accounts in Administrators"),
    ("S-1-5-1000", "Other organization"),
    ("S-1-15-2-2", "All restricted application packages"),
    ("S-1-15-3-1", "Internet client capability"),
    ("S-1-16-0", "Untrusted integrity"),
    ("S-1-16-20480", "Protected process integrity"),
    ("S-1-18-3", "Fresh public key identity"),
    ("S-1-18-4", "Key trust identity"),
    ("S-1-18-5", "Multi-factor authentication"),
    ("S-1-18-6", "Attested key"),
];

/// The meaning of a SID.
pub(super) fn meaning(sid: &str) -> Option<&'static str> {
    WELL_KNOWN.iter().find(|(known, _)| *known == sid).map(|(_, meaning)| *meaning)
}

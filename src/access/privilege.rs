//! Privileges of a token (MS-LSAD 3.1.1.2.1, `winnt.h`).

macro_rules! privileges {
    ($($(#[doc = $doc:literal])* $name:ident = $number:literal, $text:literal;)*) => {
        bitflags::bitflags! {
            /// The privileges that a token holds and has enabled (MS-LSAD 3.1.1.2.1). A privilege's bit is `1 << n`, n being its
            /// LUID in Windows.
            ///
            /// A check asks for five of them: SeSecurity, SeTakeOwnership, SeRelabel, and SeBackup and SeRestore where the caller
            /// [says so](crate::Intent).
            ///
            /// ```
            /// use aclavis::Privileges;
            /// let both = Privileges::SECURITY | Privileges::RESTORE;
            /// assert_eq!(both.names().collect::<Vec<_>>(), ["SeSecurityPrivilege", "SeRestorePrivilege"]);
            /// assert_eq!(Privileges::SECURITY.bits(), 1 << 8);
            /// ```
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
            pub struct Privileges: u64 {
                $(
                    $(#[doc = $doc])*
                    ///
                    #[doc = concat!("`", $text, "`, LUID ", $number)]
                    const $name = 1 << $number;
                )*
            }
        }

        /// The privileges in the order of their numbers, and what Windows calls them.
        const NAMES: &[(Privileges, &str)] = &[$((Privileges::$name, $text),)*];
    };
}

privileges! {
    /// Create a token.
    CREATE_TOKEN = 2, "SeCreateTokenPrivilege";
    /// Replace the token of a process.
    ASSIGN_PRIMARY_TOKEN = 3, "SeAssignPrimaryTokenPrivilege";
    /// Lock pages in memory.
    LOCK_MEMORY = 4, "SeLockMemoryPrivilege";
    /// Change the quotas of a process.
    INCREASE_QUOTA = 5, "SeIncreaseQuotaPrivilege";
    /// Add computers to a domain.
    MACHINE_ACCOUNT = 6, "SeMachineAccountPrivilege";
    /// Be part of the operating system.
    TCB = 7, "SeTcbPrivilege";
    /// Read and change SACLs: gives `ACCESS_SYSTEM_SECURITY`.
    SECURITY = 8, "SeSecurityPrivilege";
    /// Take ownership: gives `WRITE_OWNER`.
    TAKE_OWNERSHIP = 9, "SeTakeOwnershipPrivilege";
    /// Load drivers.
    LOAD_DRIVER = 10, "SeLoadDriverPrivilege";
    /// Profile the system.
    SYSTEM_PROFILE = 11, "SeSystemProfilePrivilege";
    /// Change the time.
    SYSTEMTIME = 12, "SeSystemtimePrivilege";
    /// Profile a process.
    PROFILE_SINGLE_PROCESS = 13, "SeProfileSingleProcessPrivilege";
    /// Raise priorities.
    INCREASE_BASE_PRIORITY = 14, "SeIncreaseBasePriorityPrivilege";
    /// Create a page file.
    CREATE_PAGEFILE = 15, "SeCreatePagefilePrivilege";
    /// Create permanent objects.
    CREATE_PERMANENT = 16, "SeCreatePermanentPrivilege";
    /// Back up: gives the rights to read where the caller says that it backs up.
    BACKUP = 17, "SeBackupPrivilege";
    /// Restore: gives the rights to write where the caller says that it restores.
    RESTORE = 18, "SeRestorePrivilege";
    /// Shut down.
    SHUTDOWN = 19, "SeShutdownPrivilege";
    /// Debug processes of others.
    DEBUG = 20, "SeDebugPrivilege";
    /// Write audit records.
    AUDIT = 21, "SeAuditPrivilege";
    /// Change the firmware's variables.
    SYSTEM_ENVIRONMENT = 22, "SeSystemEnvironmentPrivilege";
    /// Be notified of changes and pass through directories.
    CHANGE_NOTIFY = 23, "SeChangeNotifyPrivilege";
    /// Shut down from afar.
    REMOTE_SHUTDOWN = 24, "SeRemoteShutdownPrivilege";
    /// Undock.
    UNDOCK = 25, "SeUndockPrivilege";
    /// Synchronise a directory.
    SYNC_AGENT = 26, "SeSyncAgentPrivilege";
    /// Trust accounts for delegation.
    ENABLE_DELEGATION = 27, "SeEnableDelegationPrivilege";
    /// Maintain volumes.
    MANAGE_VOLUME = 28, "SeManageVolumePrivilege";
    /// Impersonate clients.
    IMPERSONATE = 29, "SeImpersonatePrivilege";
    /// Create global objects.
    CREATE_GLOBAL = 30, "SeCreateGlobalPrivilege";
    /// Read the credentials of others.
    TRUSTED_CREDMAN_ACCESS = 31, "SeTrustedCredManAccessPrivilege";
    /// Change mandatory labels: lets `WRITE_OWNER` through the label of an object of a higher integrity level.
    RELABEL = 32, "SeRelabelPrivilege";
    /// Enlarge working sets.
    INCREASE_WORKING_SET = 33, "SeIncreaseWorkingSetPrivilege";
    /// Change the time zone.
    TIME_ZONE = 34, "SeTimeZonePrivilege";
    /// Create symbolic links.
    CREATE_SYMBOLIC_LINK = 35, "SeCreateSymbolicLinkPrivilege";
    /// Impersonate other users of a session.
    DELEGATE_SESSION_USER_IMPERSONATE = 36, "SeDelegateSessionUserImpersonatePrivilege";
}

impl Privileges {
    /// The privilege of this name, such as `SeSecurityPrivilege`, whatever its case.
    ///
    /// ```
    /// use aclavis::Privileges;
    /// assert_eq!(Privileges::named("SeSecurityPrivilege"), Some(Privileges::SECURITY));
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, text)| text.eq_ignore_ascii_case(name)).map(|(privilege, _)| *privilege)
    }

    /// The names of the privileges, in the order of their numbers.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        NAMES.iter().filter(move |(privilege, _)| self.contains(*privilege)).map(|(_, text)| *text)
    }
}

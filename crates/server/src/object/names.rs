//! Enumerations: numbers in answers, names in what is asked.

/// An enumeration with the number and the name of each value.
macro_rules! enumeration {
    ($(#[doc = $doc:literal])* $type:ident { $($(#[doc = $case_doc:literal])* $name:ident = $number:literal $(as $api:literal)?,)* }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type {
            $($(#[doc = $case_doc])* $name,)*
        }

        impl $type {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its number.
            #[must_use]
            pub const fn number(self) -> i64 {
                match self {
                    $(Self::$name => $number,)*
                }
            }

            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => enumeration!(@name $name $($api)?),)*
                }
            }

            /// What it means, as a sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($case_doc),*).trim_ascii(),)*
                }
            }

            /// The one with this number.
            #[must_use]
            pub fn numbered(number: i64) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.number() == number)
            }

            /// The one with this name, whatever its case.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name().eq_ignore_ascii_case(name))
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.number())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = i64::deserialize(deserializer)?;
                let unknown = || serde::de::Error::custom(format_args!(concat!("no ", stringify!($type), " has the number {}"), number));
                Self::numbered(number).ok_or_else(unknown)
            }
        }
    };
    (@name $name:ident) => { stringify!($name) };
    (@name $name:ident $api:literal) => { $api };
}

enumeration! {
    /// How far a request has come.
    RequestStatus {
        /// Nothing is said.
        None = 0,
        /// It may be executed.
        Approved = 3,
        /// It was turned down.
        Denied = 4,
        /// It was executed.
        Completed = 8,
        /// It was abandoned.
        Failed = 9,
        /// It waits for approval.
        Pending = 16,
        /// It was called off.
        Canceled = 17,
        /// It is being executed.
        Executing = 18,
    }
}

impl RequestStatus {
    /// Whether keys, responses and PINs may be asked for, and a card be bound.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Approved | Self::Executing)
    }
}

enumeration! {
    /// What a request is for.
    RequestType {
        /// A new profile.
        Enroll = 1,
        /// A lost profile.
        Recover = 2,
        /// A profile that ends.
        Renew = 3,
        /// A profile that is withdrawn; `Revoke` in the API.
        Disable = 4 as "Revoke",
        /// A blocked PIN.
        Unblock = 5,
        /// A second card.
        Duplicate = 6,
        /// A card that is no longer used.
        Retire = 7,
        /// A lost profile, by somebody else.
        RecoverOnBehalf = 8,
        /// A profile that rests.
        SuspendOrReinstate = 9,
        /// A profile that changes.
        OnlineUpdate = 10,
        /// A card for some days.
        TemporaryCardEnroll = 11,
    }
}

impl RequestType {
    /// Whether it is always about a card that exists already.
    #[must_use]
    pub fn needs_card(self) -> bool {
        Self::possible(SmartcardStatus::Active).contains(&self)
    }

    /// What can be done about a card in this state.
    #[must_use]
    pub const fn possible(status: SmartcardStatus) -> &'static [Self] {
        match status {
            SmartcardStatus::New | SmartcardStatus::Assigned => &[Self::Retire],
            SmartcardStatus::Active => &[
                Self::Renew,
                Self::Disable,
                Self::Unblock,
                Self::Duplicate,
                Self::Retire,
                Self::SuspendOrReinstate,
                Self::OnlineUpdate,
            ],
            SmartcardStatus::Disabled => &[Self::Unblock, Self::Retire],
            SmartcardStatus::Suspended => &[Self::SuspendOrReinstate, Self::Retire],
            SmartcardStatus::Retired => &[],
        }
    }
}

enumeration! {
    /// The state of a smart card.
    SmartcardStatus {
        /// Nobody has it.
        New = 0,
        /// It belongs to somebody.
        Assigned = 1,
        /// It is in use.
        Active = 2,
        /// It may not be used.
        Disabled = 3,
        /// It rests.
        Suspended = 4,
        /// It is used no longer, which is final.
        Retired = 6,
    }
}

enumeration! {
    /// Who makes the user's PIN.
    UserPinOption {
        /// Nobody.
        None = 0,
        /// The user.
        UserProvided = 1,
        /// The server, at random; it is not stored.
        Randomized = 2,
        /// The server, from the challenge; it is stored.
        ServerDistributed = 3,
        /// The server, from the challenge; it is not stored.
        CustomServerDistributed = 4,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn statuses_and_types_have_the_documented_numbers() {
        let numbers: Vec<_> = RequestStatus::ALL.iter().map(|status| (status.name(), status.number())).collect();
        assert_eq!(
            numbers,
            [
                ("None", 0),
                ("Approved", 3),
                ("Denied", 4),
                ("Completed", 8),
                ("Failed", 9),
                ("Pending", 16),
                ("Canceled", 17),
                ("Executing", 18)
            ]
        );
        let numbers: Vec<_> = SmartcardStatus::ALL.iter().map(|status| (status.name(), status.number())).collect();
        let expected = [("New", 0), ("Assigned", 1), ("Active", 2), ("Disabled", 3), ("Suspended", 4), ("Retired", 6)];
        assert_eq!(numbers, expected);
        assert_eq!(RequestType::named("REVOKE"), Some(RequestType::Disable));
        assert_eq!(RequestType::named("Disable"), None);
        assert_eq!(RequestType::numbered(11), Some(RequestType::TemporaryCardEnroll));
        assert_eq!(RequestStatus::numbered(5), None);
    }

    #[test]
    fn values_are_numbers_in_documents() {
        assert_eq!(serde_json::to_string(&RequestStatus::Completed).unwrap(), "8");
        let error = serde_json::from_str::<RequestStatus>("5").unwrap_err();
        assert_eq!(error.to_string(), "no RequestStatus has the number 5");
    }
}

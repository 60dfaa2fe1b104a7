//! Names of the GUIDs that object ACEs of directories name most often (MS-ADTS 5.1.3.2, MS-ADSC, MS-ADA).

use aclavis::Guid;
use serde::Serialize;

/// What a GUID stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum GuidKind {
    /// An operation of its own.
    ControlAccessRight,
    /// A set of properties.
    PropertySet,
    /// A write that the directory checks.
    ValidatedWrite,
    /// A class of objects.
    Class,
    /// One property.
    Property,
}

use GuidKind::{Class, ControlAccessRight as Right, Property, PropertySet as Set, ValidatedWrite as Write};

/// GUID, name, kind.
const GUIDS: &[(&str, &str, GuidKind)] = &[
    ("00299570-246d-11d0-a768-00aa006e0529", "User-Force-Change-Password", Right),
    ("05c74c5e-4deb-43b4-bd9f-86664c2a7fd5", "Enable-Per-User-Reversibly-Encrypted-Password", Right),
    ("084c93a2-620d-4879-a836-f0ae47de0e89", "DS-Read-Partition-Secrets", Right),
    ("0e10c968-78fb-11d2-90d4-00c04f79dc55", "Certificate-Enrollment", Right),
    ("1131f6aa-9c07-11d1-f79f-00c04fc2dcd2", "DS-Replication-Get-Changes", Right),
    ("1131f6ab-9c07-11d1-f79f-00c04fc2dcd2", "DS-Replication-Synchronize", Right),
    ("1131f6ac-9c07-11d1-f79f-00c04fc2dcd2", "DS-Replication-Manage-Topology", Right),
    ("1131f6ad-9c07-11d1-f79f-00c04fc2dcd2", "DS-Replication-Get-Changes-All", Right),
    ("1131f6ae-9c07-11d1-f79f-00c04fc2dcd2", "Read-Only-Replication-Secret-Synchronization", Right),
    ("1a60ea8d-58a6-4b20-bcdc-fb71eb8a9ff8", "Reload-SSL-Certificate", Right),
    ("280f369c-67c7-438e-ae98-1d46f3c6f541", "Update-Password-Not-Required-Bit", Right),
    ("3e0f7e18-2c7a-4c10-ba82-4d926db99a3e", "DS-Clone-Domain-Controller", Right),
    ("4125c71f-7fac-4ff0-bcb7-f09a41325286", "DS-Set-Owner", Right),
    ("440820ad-65b4-11d1-a3da-0000f875ae0d", "Add-GUID", Right),
    ("45ec5156-db7e-47bb-b53f-dbeb2d03c40f", "Reanimate-Tombstones", Right),
    ("68b1d179-0d15-4d4f-ab71-46152e79a7bc", "Allowed-To-Authenticate", Right),
    ("7726b9d5-a4b4-4288-a6b2-dce952e80a7f", "Run-Protect-Admin-Groups-Task", Right),
    ("88a9933e-e5c8-4f2a-9dd7-2527416b8092", "DS-Bypass-Quota", Right),
    ("89e95b76-444d-4c62-991a-0facbeda640c", "DS-Replication-Get-Changes-In-Filtered-Set", Right),
    ("94825a8d-b171-4116-8146-1e34d8f54401", "DS-Write-Partition-Secrets", Right),
    ("9923a32a-3607-11d2-b9be-0000f87a36b2", "DS-Install-Replica", Right),
    ("a05b8cc2-17bc-4802-a710-e7c15ab866a2", "Certificate-AutoEnrollment", Right),
    ("ab721a52-1e2f-11d0-9819-00aa0040529b", "Domain-Administer-Server", Right),
    ("ab721a53-1e2f-11d0-9819-00aa0040529b", "User-Change-Password", Right),
    ("ab721a54-1e2f-11d0-9819-00aa0040529b", "Send-As", Right),
    ("ab721a55-1e2f-11d0-9819-00aa0040529b", "Send-To", Right),
    ("ab721a56-1e2f-11d0-9819-00aa0040529b", "Receive-As", Right),
    ("b7b1b3dd-ab09-4242-9e30-9980e5d322f7", "Generate-RSoP-Planning", Right),
    ("b7b1b3de-ab09-4242-9e30-9980e5d322f7", "Generate-RSoP-Logging", Right),
    ("ba33815a-4f93-4c76-87f3-57574bff8109", "Migrate-SID-History", Right),
    ("bae50096-4752-11d1-9052-00c04fc2d4cf", "Change-PDC", Right),
    ("ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501", "Unexpire-Password", Right),
    ("d58d5f36-0a98-11d1-adbb-00c04fd8d5cd", "Change-Rid-Master", Right),
    ("e12b56b6-0a95-11d1-adbb-00c04fd8d5cd", "Change-Schema-Master", Right),
    ("cc17b1fb-33d9-11d2-97d4-00c04fd8d5cd", "Change-Infrastructure-Master", Right),
    ("e2a36dc9-ae17-47c3-b58b-be34c55ba633", "Create-Inbound-Forest-Trust", Right),
    ("edacfd8f-ffb3-11d1-b41d-00a0c968f939", "Apply-Group-Policy", Right),
    ("f98340fb-7c5b-4cdb-a00b-2ebdfa115a96", "DS-Replication-Monitor-Topology", Right),
    ("037088f8-0ae1-11d2-b422-00a0c968f939", "RAS-Information", Set),
    ("4c164200-20c0-11d0-a768-00aa006e0529", "User-Account-Restrictions", Set),
    ("5805bc62-bdc9-4428-a5e2-856a0f4c185e", "Terminal-Server-License-Server", Set),
    ("59ba2f42-79a2-11d0-9020-00c04fc2d3cf", "General-Information", Set),
    ("5f202010-79a5-11d0-9020-00c04fc2d4cf", "User-Logon", Set),
    ("77b5b886-944a-11d1-aebd-0000f80367c1", "Personal-Information", Set),
    ("91e647de-d96f-4b70-9557-d63ff4f3ccd8", "Private-Information", Set),
    ("b8119fd0-04f6-4762-ab7a-4986c76b3f9a", "Domain-Other-Parameters", Set),
    ("bc0ac240-79a9-11d0-9020-00c04fc2d4cf", "Membership", Set),
    ("c7407360-20bf-11d0-a768-00aa006e0529", "Domain-Password", Set),
    ("e45795b2-9455-11d1-aebd-0000f80367c1", "Email-Information", Set),
    ("e45795b3-9455-11d1-aebd-0000f80367c1", "Web-Information", Set),
    ("e48d0154-bcf8-11d1-8702-00c04fb96050", "Public-Information", Set),
    ("ffa6f046-ca4b-4feb-b40d-04dfee722543", "MS-TS-GatewayAccess", Set),
    ("72e39547-7b18-11d1-adef-00c04fd8d5cd", "DNS-Host-Name", Write),
    ("80863791-dbe9-4eb8-837e-7f0ab55d9ac7", "MS-DS-Additional-DNS-Host-Name", Write),
    ("9b026da6-0d3c-465c-8bee-5199d7165cba", "DS-Validated-Write-Computer", Write),
    ("bf9679c0-0de6-11d0-a285-00aa003049e2", "member", Property),
    ("d31a8757-2447-4545-8081-3bb610cacbf2", "MS-DS-Behavior-Version", Write),
    ("f3a64788-5306-11d1-a9c5-0000f80367c1", "servicePrincipalName", Property),
    ("19195a5b-6da0-11d0-afd3-00c04fd930c9", "domainDNS", Class),
    ("4828cc14-1437-45bc-9b07-ad6f015e5f28", "inetOrgPerson", Class),
    ("5cb41ed0-0e4c-11d0-a286-00aa003049e2", "contact", Class),
    ("7b8b558a-93a5-4af7-adca-c017e67f1057", "msDS-GroupManagedServiceAccount", Class),
    ("bf967a86-0de6-11d0-a285-00aa003049e2", "computer", Class),
    ("bf967a8b-0de6-11d0-a285-00aa003049e2", "container", Class),
    ("bf967a9c-0de6-11d0-a285-00aa003049e2", "group", Class),
    ("bf967aa5-0de6-11d0-a285-00aa003049e2", "organizationalUnit", Class),
    ("bf967aa8-0de6-11d0-a285-00aa003049e2", "printQueue", Class),
    ("bf967aba-0de6-11d0-a285-00aa003049e2", "user", Class),
    ("ce206244-5827-4a86-ba1c-1c0c386c1b64", "msDS-ManagedServiceAccount", Class),
    ("f30e3bc2-9ff0-11d1-b603-0000f80367c1", "groupPolicyContainer", Class),
    ("28630ebf-41d5-11d1-a9c1-0000f80367c1", "lockoutTime", Property),
    ("3e0abfd0-126a-11d0-a060-00aa006c33ed", "sAMAccountName", Property),
    ("3f78c3e5-f79a-46bd-a0b8-9d18116ddc79", "msDS-AllowedToActOnBehalfOfOtherIdentity", Property),
    ("46a9b11d-60ae-405a-b7e8-ff8a58d456d2", "tokenGroupsGlobalAndUniversal", Property),
    ("5b47d60f-6090-40b2-9f37-2a4de88f3063", "msDS-KeyCredentialLink", Property),
    ("6db69a1c-9422-11d1-aebd-0000f80367c1", "terminalServer", Property),
    ("b7c69e6d-2cc7-11d2-854e-00a0c983f608", "tokenGroups", Property),
    ("bf967950-0de6-11d0-a285-00aa003049e2", "description", Property),
    ("bf967a0a-0de6-11d0-a285-00aa003049e2", "pwdLastSet", Property),
    ("bf967a68-0de6-11d0-a285-00aa003049e2", "userAccountControl", Property),
    ("bf967a7f-0de6-11d0-a285-00aa003049e2", "userCertificate", Property),
    ("ea1b7b93-5e48-46d5-bc6c-4df4fda78a35", "msTPM-TpmInformationForComputer", Property),
    ("f30e3bbe-9ff0-11d1-b603-0000f80367c1", "gPLink", Property),
    ("f30e3bbf-9ff0-11d1-b603-0000f80367c1", "gPOptions", Property),
];

/// A GUID with what is known about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct NamedGuid {
    /// The GUID.
    pub(crate) guid: String,
    /// Its name.
    pub(crate) name: Option<&'static str>,
    /// What it stands for.
    pub(crate) kind: Option<GuidKind>,
}

impl NamedGuid {
    /// Looks a GUID up.
    pub(crate) fn of(guid: Guid) -> Self {
        let guid = guid.to_string();
        let (name, kind) = GUIDS.iter().find(|row| row.0 == guid).map(|(_, name, kind)| (*name, *kind)).unzip();
        Self { guid, name, kind }
    }

    /// The name, otherwise the GUID.
    pub(crate) fn text(&self) -> &str {
        self.name.unwrap_or(&self.guid)
    }
}

//! Who calls: bearer tokens, client certificates, the directory.

-- The common subset of SQLite and PostgreSQL: whole numbers, texts, bytes, no NULL.
CREATE TABLE store_state (
    id BIGINT PRIMARY KEY,
    sequence BIGINT NOT NULL,
    mac BYTEA NOT NULL,
    master_version BIGINT NOT NULL
);
INSERT INTO store_state (id, sequence, mac, master_version) VALUES (1, 0, '', 0);

CREATE TABLE masters (
    version BIGINT PRIMARY KEY,
    check_value TEXT NOT NULL,
    system TEXT NOT NULL
);

CREATE TABLE profile_templates (
    uuid TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    is_smartcard BIGINT NOT NULL,
    is_virtual_smartcard BIGINT NOT NULL,
    version BIGINT NOT NULL,
    security_descriptor TEXT NOT NULL,
    security_descriptor_nuls BIGINT NOT NULL,
    request_security_descriptor TEXT NOT NULL,
    auto_approve BIGINT NOT NULL,
    admin_key_algorithm TEXT NOT NULL,
    diversify_admin_key BIGINT NOT NULL,
    user_pin_option BIGINT NOT NULL,
    pin_length BIGINT NOT NULL,
    pin_charset TEXT NOT NULL,
    pin_prf TEXT NOT NULL,
    pin_allow_weak BIGINT NOT NULL,
    pin_digits BIGINT NOT NULL,
    data_items TEXT NOT NULL,
    default_admin_key BYTEA NOT NULL,
    master_version BIGINT NOT NULL
);

CREATE TABLE principals (
    uuid TEXT PRIMARY KEY,
    sid TEXT NOT NULL,
    name TEXT NOT NULL,
    groups_ TEXT NOT NULL,
    enabled BIGINT NOT NULL
);
CREATE UNIQUE INDEX principals_sid ON principals (sid);
CREATE UNIQUE INDEX principals_name ON principals (name) WHERE name <> '';

CREATE TABLE certificates (
    fingerprint TEXT PRIMARY KEY,
    principal TEXT NOT NULL
);

CREATE TABLE requests (
    uuid TEXT PRIMARY KEY,
    request_type BIGINT NOT NULL,
    status BIGINT NOT NULL,
    flags BIGINT NOT NULL,
    data_collection TEXT NOT NULL,
    data_collection_flags BIGINT NOT NULL,
    originator_user_uuid TEXT NOT NULL,
    target_user_uuid TEXT NOT NULL,
    submitted BIGINT NOT NULL,
    completed BIGINT NOT NULL,
    new_profile_uuid TEXT NOT NULL,
    old_profile_uuid TEXT NOT NULL,
    new_smartcard_uuid TEXT NOT NULL,
    old_smartcard_uuid TEXT NOT NULL,
    priority BIGINT NOT NULL,
    comment TEXT NOT NULL,
    profile_template_uuid TEXT NOT NULL,
    security_descriptor TEXT NOT NULL,
    security_descriptor_nuls BIGINT NOT NULL,
    is_smartcard BIGINT NOT NULL,
    is_enrollment_agent BIGINT NOT NULL,
    is_data_collection_complete BIGINT NOT NULL
);
CREATE INDEX requests_order ON requests (submitted, uuid);
CREATE INDEX requests_target ON requests (target_user_uuid, submitted, uuid);
CREATE INDEX requests_status ON requests (status, submitted, uuid);
CREATE INDEX requests_new_smartcard ON requests (new_smartcard_uuid);
CREATE INDEX requests_old_smartcard ON requests (old_smartcard_uuid);

CREATE TABLE smartcards (
    uuid TEXT PRIMARY KEY,
    status BIGINT NOT NULL,
    flags BIGINT NOT NULL,
    parent_smartcard_uuid TEXT NOT NULL,
    primary_smartcard_uuid TEXT NOT NULL,
    permanent_smartcard_uuid TEXT NOT NULL,
    assigned_user_uuid TEXT NOT NULL,
    profile_template_uuid TEXT NOT NULL,
    profile_template_version BIGINT NOT NULL,
    comment TEXT NOT NULL,
    serial_number TEXT NOT NULL,
    middleware TEXT NOT NULL,
    atr TEXT NOT NULL,
    card_id TEXT NOT NULL,
    admin_key_algorithm TEXT NOT NULL,
    confirmed_version BIGINT NOT NULL,
    confirmed_master BIGINT NOT NULL,
    pending_version BIGINT NOT NULL,
    pending_master BIGINT NOT NULL,
    pending_request TEXT NOT NULL
);
CREATE UNIQUE INDEX smartcards_card_id ON smartcards (card_id) WHERE status <> 6 AND card_id <> '';
CREATE INDEX smartcards_claims ON smartcards (card_id);

CREATE TABLE stored_pins (
    request_uuid TEXT NOT NULL,
    smartcard_uuid TEXT NOT NULL,
    key_version BIGINT NOT NULL,
    master_version BIGINT NOT NULL,
    nonce BYTEA NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (request_uuid, smartcard_uuid)
);

-- Secret answers of the last minutes, for the lock of a principal and a card.
CREATE TABLE secret_answers (
    principal TEXT NOT NULL,
    smartcard_uuid TEXT NOT NULL,
    times TEXT NOT NULL,
    locked_until BIGINT NOT NULL,
    PRIMARY KEY (principal, smartcard_uuid)
);

CREATE TABLE idempotency_keys (
    principal TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    request_uuid TEXT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (principal, idempotency_key)
);
CREATE INDEX idempotency_keys_expires ON idempotency_keys (expires);

CREATE TABLE audit_records (
    sequence BIGINT PRIMARY KEY,
    recorded BIGINT NOT NULL,
    master_version BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL,
    request_uuid TEXT NOT NULL,
    smartcard_uuid TEXT NOT NULL,
    correlation_uuid TEXT NOT NULL,
    detail TEXT NOT NULL,
    mac BYTEA NOT NULL
);

-- The last sequence number of each user. The row is also what two logins of one user queue up at.
create table user_sequence (
    tenant        text   not null,
    user_id       text   not null,
    last_sequence bigint not null,
    primary key (tenant, user_id)
);

-- Whose login it is. A login that could change hands would let one person verify for another.
create table login (
    tenant     text        not null,
    login_id   text        not null,
    user_id    text        not null,
    claimed_at timestamptz not null,
    primary key (tenant, login_id)
);
create index login_by_age on login (claimed_at);

create table challenge (
    challenge_id      text primary key,
    tenant            text        not null,
    user_id           text        not null,
    login_id          text        not null,
    sequence          bigint      not null,
    reference         text        not null,
    -- Keyed hash. The code itself is only in contents.
    code_hash         bytea       not null,
    clicked_at        timestamptz,
    requested_at      timestamptz not null,
    expires_at        timestamptz not null,
    state             text        not null,
    attempts_left     integer     not null,
    deliveries        integer     not null,
    requested_channel text,
    channel           text        not null,
    routing_reason    text        not null,
    -- Masked; the whole one is only in contents.
    destination       text        not null,
    fingerprint       text        not null,
    resend_at         timestamptz not null,
    -- The code and where it may go, encrypted: what a resend needs, for as long as there can be one.
    contents          bytea,
    unique (tenant, user_id, sequence),
    constraint contents_are_wiped check (state = 'ACTIVE' or contents is null)
);
create index challenge_of_login on challenge (tenant, login_id, requested_at desc, sequence desc);
create index challenge_by_expiry on challenge (expires_at);
create index challenge_to_wipe on challenge (expires_at) where contents is not null;

-- Events that are committed and that the broker may not have yet.
create table outbox (
    id          bigint generated always as identity primary key,
    topic       text        not null,
    key         text        not null,
    event_id    text        not null,
    event_at    timestamptz not null,
    event_type  text        not null,
    -- Avro's single-object encoding, so that no registry is needed to commit a challenge.
    content     bytea       not null,
    traceparent text,
    -- When a sweep may take it: later than the usual publication, or when the lease of another replica ends.
    due_at      timestamptz not null
);

-- Authenticator apps: the one that is in use, and the one that is being set up. Of older ones the row stays, so that
-- versions go on growing; the secret does not.
create table authenticator (
    tenant         text        not null,
    user_id        text        not null,
    version        bigint      not null check (version > 0),
    state          text        not null,
    -- The shared secret, encrypted.
    closed         bytea,
    -- The same, for the issuer.
    sealed         bytea,
    sealed_for     text,
    confirmed_at   timestamptz,
    confirmed_step bigint,
    failures       integer     not null,
    made_at        timestamptz not null,
    primary key (tenant, user_id, version),
    foreign key (tenant, user_id) references user_account on delete cascade,
    constraint secret_is_wiped check (state <> 'REMOVED' or (closed is null and sealed is null))
);
create unique index authenticator_in_use on authenticator (tenant, user_id) where state = 'CONFIRMED';

-- Codes of which each is good once.
create table recovery_code (
    tenant  text        not null,
    user_id text        not null,
    number  integer     not null,
    -- Keyed hash.
    hash    bytea       not null,
    made_at timestamptz not null,
    used_at timestamptz,
    primary key (tenant, user_id, number),
    foreign key (tenant, user_id) references user_account on delete cascade
);

-- Wrong codes in the present hour.
create table recovery_failures (
    tenant  text        not null,
    user_id text        not null,
    since   timestamptz not null,
    count   integer     not null,
    primary key (tenant, user_id),
    foreign key (tenant, user_id) references user_account on delete cascade
);

-- A person. The row is also what two changes of one person queue up at.
create table user_account (
    tenant                 text        not null,
    user_id                text        not null,
    -- Grows with each change of anything that followers have to know.
    revision               bigint      not null,
    locale                 text,
    -- Ways to log in, names of ontime.events.MethodKind.
    methods                text[]      not null,
    reregistration         boolean     not null,
    created_at             timestamptz not null,
    changed_at             timestamptz not null,
    primary key (tenant, user_id)
);

-- Every version of each contact. A change adds a row; of the older ones only the destination is wiped.
create table contact_version (
    tenant       text        not null,
    user_id      text        not null,
    kind         text        not null,
    version      bigint      not null check (version > 0),
    -- Whether it is the newest one.
    newest       boolean     not null,
    -- The whole destination, encrypted; null when the contact was removed, or was replaced since.
    closed       bytea,
    -- The same, for the issuer.
    sealed       bytea,
    sealed_for   text,
    -- What may be shown; null when the contact was removed.
    masked       text,
    fingerprint  text,
    country      text,
    verified     boolean     not null,
    valid_until  timestamptz,
    -- Of a temporary contact: the version that comes back when it ends.
    lasting      bigint,
    changed_by   text        not null,
    actor        text        not null,
    reason       text,
    asked_at     timestamptz not null,
    changed_at   timestamptz not null,
    primary key (tenant, user_id, kind, version),
    foreign key (tenant, user_id) references user_account on delete cascade,
    check ((masked is null) = (fingerprint is null))
);
create unique index contact_newest on contact_version (tenant, user_id, kind) where newest;
create index contact_by_fingerprint on contact_version (tenant, fingerprint) where newest;
create index contact_by_end on contact_version (valid_until) where newest and valid_until is not null;

-- A change that waits for its proof.
create table contact_change (
    change_id    text primary key,
    tenant       text        not null,
    user_id      text        not null,
    kind         text        not null,
    based_on     bigint      not null,
    state        text        not null,
    closed       bytea,
    masked       text        not null,
    country      text,
    fingerprint  text        not null,
    valid_until  timestamptz,
    changed_by   text        not null,
    actor        text        not null,
    reason       text,
    challenge_id text        not null,
    asked_at     timestamptz not null,
    expires_at   timestamptz not null,
    foreign key (tenant, user_id) references user_account on delete cascade,
    constraint destination_is_wiped check (state = 'PENDING' or closed is null)
);
create index contact_change_of_user on contact_change (tenant, user_id, asked_at);
create index contact_change_by_end on contact_change (expires_at) where state = 'PENDING';

-- How far each store is with each version.
create table follower_state (
    tenant   text        not null,
    user_id  text        not null,
    kind     text        not null,
    version  bigint      not null,
    follower text        not null,
    state    text        not null,
    detail   text,
    since    timestamptz not null,
    primary key (tenant, user_id, kind, version, follower),
    foreign key (tenant, user_id) references user_account on delete cascade
);
create index follower_not_there on follower_state (follower, state) where state <> 'APPLIED';

-- What a tenant wants of all its users.
create table account_settings (
    tenant            text primary key,
    revision          bigint      not null,
    two_step_required boolean     not null,
    enrolment_url     text,
    changed_at        timestamptz not null
);

-- Who did what, to whom and why. Rows are only added.
create table audit (
    id      bigint generated always as identity primary key,
    tenant  text        not null,
    at      timestamptz not null,
    actor   text        not null,
    role    text        not null,
    action  text        not null,
    user_id text,
    reason  text,
    detail  text
);
create index audit_of_tenant on audit (tenant, id);
create index audit_of_user on audit (tenant, user_id, id);

create function keep_the_audit() returns trigger language plpgsql as
$$ begin raise exception 'the audit is only added to'; end $$;
create trigger audit_is_kept before update or delete on audit
    for each row execute function keep_the_audit();
create trigger audit_is_not_emptied before truncate on audit
    for each statement execute function keep_the_audit();

-- Events that are committed and that the broker may not have yet. Published in the order of id.
create table outbox (
    id          bigint generated always as identity primary key,
    topic       text        not null,
    key         text        not null,
    event_id    text        not null,
    event_at    timestamptz not null,
    -- Null for a tombstone, as the content is.
    event_type  text,
    -- Avro's single-object encoding, so that no registry is needed to commit a change.
    content     bytea,
    traceparent text
);

-- Calls to others that are committed and not made yet.
create table errand (
    id          text primary key,
    tenant      text        not null,
    user_id     text        not null,
    kind        text        not null,
    -- What is to be told, encrypted: it may hold a destination.
    content     bytea       not null,
    attempts    integer     not null,
    made_at     timestamptz not null,
    due_at      timestamptz not null
);
create index errand_by_time on errand (due_at);

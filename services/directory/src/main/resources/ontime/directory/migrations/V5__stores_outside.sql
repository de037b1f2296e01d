-- What is to be done at the stores outside: for each of them, user and kind of contact one row at most, of the newest
-- version. Without a reference to the user, because the last thing that is done is to erase one who is no more.
create table following (
    tenant       text        not null,
    follower     text        not null,
    user_id      text        not null,
    -- Of ontime.events.ContactKind; OTHER of an erasure.
    kind         text        not null,
    task         text        not null check (task in ('APPLY', 'COMPARE', 'ERASE')),
    urgency      smallint    not null generated always as
        (case task when 'ERASE' then 0 when 'APPLY' then 1 else 2 end) stored,
    version      bigint      not null,
    attempts     integer     not null default 0,
    made_at      timestamptz not null,
    due_at       timestamptz not null,
    -- Until then somebody is at it.
    leased_until timestamptz,
    primary key (tenant, follower, user_id, kind)
);
create index following_by_urgency on following (tenant, follower, urgency, due_at);

-- How far the comparison of all users of a tenant with a store is.
create table reconciliation (
    tenant     text        not null,
    follower   text        not null,
    -- The last user that was compared; empty at the beginning.
    after_user text        not null,
    began_at   timestamptz not null,
    due_at     timestamptz not null,
    primary key (tenant, follower)
);

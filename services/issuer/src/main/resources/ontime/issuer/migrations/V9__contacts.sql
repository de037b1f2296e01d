-- What the directory says of users, followed by event. One who was erased stays for a day without all that is told here,
-- so that an older state that comes late does not bring it back.
create table contact_book (
    tenant     text        not null,
    user_id    text        not null,
    revision   bigint      not null,
    changed_at timestamptz not null,
    methods    text[]      not null,
    erased_at  timestamptz,
    primary key (tenant, user_id)
);
create index contact_book_erased on contact_book (erased_at) where erased_at is not null;

create table contact (
    tenant      text   not null,
    user_id     text   not null,
    kind        text   not null,
    version     bigint not null,
    -- The destination, encrypted and bound to the user, the kind and the version. Null where it could not be opened.
    closed      bytea,
    valid_until timestamptz,
    primary key (tenant, user_id, kind),
    foreign key (tenant, user_id) references contact_book on delete cascade
);

create table authenticator (
    tenant    text   not null,
    user_id   text   not null,
    version   bigint not null,
    -- The shared secret, encrypted likewise.
    closed    bytea  not null,
    -- The newest time step (RFC 6238) whose code was taken.
    last_step bigint not null,
    primary key (tenant, user_id),
    foreign key (tenant, user_id) references contact_book on delete cascade
);

create table account_settings (
    tenant            text        primary key,
    revision          bigint      not null,
    two_step_required boolean     not null,
    enrolment_url     text,
    changed_at        timestamptz not null
);

-- How far the topics of the directory were read for these tables: they belong together, also in a backup.
create table contact_mark (
    topic       text    not null,
    partition   integer not null,
    next_offset bigint  not null,
    primary key (topic, partition)
);

-- Which versions of the user's contacts a challenge goes to; null where the caller named the destination.
alter table challenge add column phone_version bigint;
alter table challenge add column email_version bigint;

-- A user who was erased is forgotten a day later: until then the sequence of another one of the same name goes on.
alter table user_state add column erased_at timestamptz;
create index user_state_erased on user_state (erased_at) where erased_at is not null;

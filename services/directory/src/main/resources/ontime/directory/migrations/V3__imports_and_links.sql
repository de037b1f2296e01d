-- How far imports are.
create table import_job (
    id         text primary key,
    tenant     text        not null,
    dry_run    boolean     not null,
    state      text        not null,
    row_count  integer     not null,
    done       integer     not null,
    created    integer     not null,
    changed    integer     not null,
    unchanged  integer     not null,
    refused    integer     not null,
    problems   text[]      not null,
    made_at    timestamptz not null,
    touched_at timestamptz not null
);
create index import_by_age on import_job (made_at);

-- Links by which a user gets to their own page, once. Of the secret in it only the SHA-256 is kept.
create table self_service_link (
    digest     text primary key,
    tenant     text        not null,
    user_id    text        not null,
    expires_at timestamptz not null,
    foreign key (tenant, user_id) references user_account on delete cascade
);
create index link_by_end on self_service_link (expires_at);

-- What is remembered of a user; its row is what everything about the user's challenges queues up at.
alter table user_sequence rename to user_state;
alter table user_state add column failures integer not null default 0;

-- A challenge may carry the code of an older one, and a superseded code may be taken for a while longer.
alter table challenge add column code_id text;
update challenge set code_id = challenge_id;
alter table challenge alter column code_id set not null;
alter table challenge add column accepted_until timestamptz;
alter table challenge add column fallback_at timestamptz;
alter table challenge add column both_channels boolean not null default false;
create index challenge_to_fall_back on challenge (fallback_at) where fallback_at is not null;

-- What was answered to requests that callers named by a key, so that repeating one has no second effect.
create table answered_request (
    tenant     text        not null,
    key        text        not null,
    digest     text        not null,
    -- Null only while its unit of work lasts, which nobody else sees.
    answer     text,
    claimed_at timestamptz not null,
    primary key (tenant, key)
);
create index answered_request_by_age on answered_request (claimed_at);

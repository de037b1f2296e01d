-- Why the last try was in vain, in our words.
alter table following add column detail text;

-- Stores that do nothing at present, for anybody: their work waits without being tried.
create table silent_store (
    tenant     text        not null,
    follower   text        not null,
    detail     text        not null,
    -- When it is asked again.
    resumes_at timestamptz not null,
    primary key (tenant, follower)
);

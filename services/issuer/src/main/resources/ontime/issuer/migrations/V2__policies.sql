-- Every version of each tenant's policy. Rows are only added: what was in force when, and by whose wish, stays known.
create table tenant_policy (
    tenant     text        not null,
    version    integer     not null check (version > 0),
    -- The whole policy, as the API shows it.
    content    jsonb       not null,
    changed_at timestamptz not null,
    -- The name of the credential: an API key's digest, shortened, or a token's subject.
    changed_by text        not null,
    reason     text        not null,
    primary key (tenant, version)
);

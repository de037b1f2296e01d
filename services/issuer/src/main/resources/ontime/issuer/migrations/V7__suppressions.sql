-- Destinations that nothing is sent to for a while: they bounced, complained or opted out.
create table suppression (
    tenant       text        not null,
    fingerprint  text        not null,
    channel      text        not null,
    masked       text        not null,
    cause        text        not null,
    challenge_id text        not null,
    since        timestamptz not null,
    until        timestamptz not null,
    primary key (tenant, fingerprint)
);

create index suppression_until on suppression (until);

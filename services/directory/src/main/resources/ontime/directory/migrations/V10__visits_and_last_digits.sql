-- Visits of users to their own page. Of the secret in the cookie only the SHA-256 is kept.
create table self_service_visit (
    digest     text primary key,
    tenant     text        not null,
    user_id    text        not null,
    expires_at timestamptz not null,
    foreign key (tenant, user_id) references user_account on delete cascade
);
create index visit_by_end on self_service_visit (expires_at);

-- Somebody on the phone knows the last digits.
create index contact_by_last_digits on contact_version (tenant, right(masked, 4)) where newest and kind = 'PHONE';

-- When the user last logged in, of which the auth service that made the link says; and whether a newer link has ended a
-- visit. The defaults are for replicas of the version before, which do not write it.
alter table self_service_link add column logged_in_at timestamptz not null default now();
create index link_of_user on self_service_link (tenant, user_id);

alter table self_service_visit add column logged_in_at timestamptz not null default now();
alter table self_service_visit add column overtaken boolean not null default false;
create index visit_of_user on self_service_visit (tenant, user_id);

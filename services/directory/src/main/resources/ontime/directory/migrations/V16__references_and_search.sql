-- The two characters by which a message and a page name the same code.
alter table contact_change add column reference text;

-- Users are looked for by the beginning of their identifier, however it is written.
create index user_by_name on user_account (tenant, (lower(user_id) collate "C"));

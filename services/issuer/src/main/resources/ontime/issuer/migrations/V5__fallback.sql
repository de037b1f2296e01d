-- What is known of the latest delivery, and since when it has been waited for: what a fallback is decided by.
alter table challenge add column posted_at timestamptz;
update challenge set posted_at = requested_at;
alter table challenge alter column posted_at set not null;
alter table challenge add column heard text not null default 'NOTHING';
-- Challenges that have ended fall back no more.
update challenge set fallback_at = null where state <> 'ACTIVE';

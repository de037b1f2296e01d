-- Where the code of a challenge may go, encrypted and without the code: so that somebody may be shown where it went, for
-- as long as the challenge can be looked up. Null where an older issuer made the challenge.
alter table challenge add column destinations bytea;
-- A user who is to be forgotten is looked up by name.
create index login_of_user on login (tenant, user_id);

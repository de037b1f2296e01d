-- Keyed hash of the code that has proved a change, until the change is made.
alter table contact_change add column proof bytea;
alter table contact_change add constraint proof_is_wiped check (state = 'PENDING' or proof is null);

-- Secrets of apps that nobody has confirmed are looked for to be wiped.
create index authenticator_set_up on authenticator (made_at) where state = 'PENDING';

-- Whom an answer tells of, and whose message a destination turned away: both go when the user is forgotten. Null where
-- nobody knows: in answers of before, which go within a day.
alter table answered_request add column user_id text;
create index answered_request_of_user on answered_request (tenant, user_id);

alter table suppression add column user_id text;
update suppression set user_id = challenge.user_id from challenge
where challenge.tenant = suppression.tenant and challenge.challenge_id = suppression.challenge_id;
create index suppression_of_user on suppression (tenant, user_id);

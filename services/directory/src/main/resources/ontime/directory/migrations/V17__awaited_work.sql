-- What somebody has just done to one user goes to a store before what an import or the daily comparison has left there by
-- the thousand.
alter table following add column awaited boolean not null default true;
update following set awaited = false where task = 'COMPARE';
-- With the column goes its index.
alter table following drop column urgency;
alter table following add column urgency smallint not null generated always as
    (case when awaited then 0 else 3 end + case task when 'ERASE' then 0 when 'APPLY' then 1 else 2 end) stored;
create index following_by_urgency on following (tenant, follower, urgency, due_at);

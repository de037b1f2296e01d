-- An erasure is of one kind of contact, as all other work is: what never was a contact here is not ours to take away.
insert into following (tenant, follower, user_id, kind, task, version, attempts, made_at, due_at)
select tenant, follower, user_id, each.kind, task, version, attempts, made_at, due_at
from following cross join (values ('PHONE'), ('EMAIL')) as each (kind)
where following.kind = 'OTHER'
on conflict do nothing;
delete from following where kind = 'OTHER';

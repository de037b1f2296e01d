-- Whether a user has to set a method up before anything else. What the directory said of it until now was not kept, so
-- that the states of users without a method, of whom alone it can be true, are read and taken up once more.
alter table contact_book add column reregistration boolean not null default false;
update contact_book set revision = revision - 1 where methods = '{}' and erased_at is null;
delete from contact_mark where topic = 'otp.contacts';

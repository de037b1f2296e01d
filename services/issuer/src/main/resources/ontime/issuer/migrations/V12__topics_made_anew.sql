-- Which topic a mark is of, by the identifier that the broker gave it: one that was deleted and made anew has another.
-- Null in marks of before, until what comes next is read.
alter table contact_mark add column topic_id text;

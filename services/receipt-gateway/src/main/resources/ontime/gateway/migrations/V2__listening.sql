-- Since when this installation listens. Whoever reads a topic for the first time finds acceptances of days, and that
-- nobody told it anything of them says nothing.
CREATE TABLE listening (since timestamptz NOT NULL);

-- There is one row.
CREATE UNIQUE INDEX listening_once ON listening ((true));

-- One that has listened before keeps what it knows.
INSERT INTO listening SELECT min(accepted_at) FROM handover HAVING count(*) > 0;

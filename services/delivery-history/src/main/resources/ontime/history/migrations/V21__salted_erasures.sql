-- With a salt nobody can try names out. Those of before have none; they go within a month.
ALTER TABLE contact_erasure ADD COLUMN salt bytea NOT NULL DEFAULT '';
ALTER TABLE contact_erasure ALTER COLUMN salt DROP DEFAULT;

-- A state that a follower tells again after another one is news.
ALTER TABLE contact_report DROP CONSTRAINT contact_report_pkey;
ALTER TABLE contact_report ADD PRIMARY KEY (tenant, user_id, follower, kind, version, state, told_at);

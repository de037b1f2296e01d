-- A refusal is a fact of a login that has no challenge.
ALTER TABLE fact ALTER COLUMN challenge_id DROP NOT NULL;

-- Null while only refusals are known that do not name the login's own user.
ALTER TABLE login ALTER COLUMN user_id DROP NOT NULL;

-- A person who was refused a code at somebody else's login is found by their own name, too.
CREATE INDEX fact_refused_to_others ON fact (tenant, (body ->> 'userId'))
    WHERE type = 'LoginRefused' AND body ->> 'reason' = 'LOGIN_OF_ANOTHER_USER';

-- On which days (UTC) a login has facts, so that whoever looks for a login looks into the tables of these days only. It
-- follows from the facts alone, as the mentions do. It is one table, because whoever has only a name knows no day.
CREATE TABLE login_day (
    tenant   text COLLATE "C" NOT NULL,
    login_id text COLLATE "C" NOT NULL,
    day      date             NOT NULL,
    PRIMARY KEY (tenant, login_id, day)
);

-- For days that are dropped.
CREATE INDEX login_day_by_day ON login_day (day);

-- Days of which not all logins are listed there: those of before, and those that a replica of a version before has written
-- to. Everybody looks into these as well, until ontime.history.postgres.UnlistedDays has listed them.
CREATE TABLE unlisted_day (
    day date PRIMARY KEY
);

-- Lock.WRITING: whoever wrote facts has ended, and whoever writes after this calls the function below.
DO $$ BEGIN PERFORM pg_advisory_xact_lock(8029483181803896833); END $$;

INSERT INTO unlisted_day
SELECT DISTINCT to_date(right(day.relname, 8), 'YYYYMMDD') FROM pg_inherits JOIN pg_class AS day ON day.oid = inhrelid
WHERE inhparent IN (to_regclass('fact'), to_regclass('next_fact'));

-- The versions before call ensure_day, and list nothing.
ALTER FUNCTION ensure_day(text, date) RENAME TO make_day;

CREATE FUNCTION ensure_day(prefix text, of_day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    LOOP
        INSERT INTO unlisted_day VALUES (of_day) ON CONFLICT DO NOTHING;
        -- Whoever lists the day waits until what is written to it now is there. Somebody may have listed it just now.
        PERFORM FROM unlisted_day WHERE day = of_day FOR KEY SHARE;
        EXIT WHEN FOUND;
    END LOOP;
    PERFORM make_day(prefix, of_day);
END
$$;

-- As before, with the days of logins.
CREATE OR REPLACE FUNCTION serve_next_generation() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    serving text;
    filled  text;
BEGIN
    -- A rebuild that a version before has begun made none.
    CREATE TABLE IF NOT EXISTS next_login_day (LIKE login_day INCLUDING ALL);
    -- All at once and before anything is renamed, in the order in which readers take them: two that hold a part each
    -- would wait for one another. Everybody else waits behind this, so it does not wait for long.
    SET LOCAL lock_timeout = '2s';
    LOCK TABLE mention, login_day, fact IN ACCESS EXCLUSIVE MODE;
    -- A version before, which drops what has served, knows nothing of it.
    DROP TABLE IF EXISTS old_login_day;
    FOR serving IN
        SELECT relname FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
          AND relname ~ '^((fact|mention)(_[0-9]{8})?|login_day)$'
    LOOP
        EXECUTE format('ALTER TABLE %I RENAME TO %I', serving, 'old_' || serving);
    END LOOP;
    FOR filled IN
        SELECT relname FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relname LIKE 'next\_%'
    LOOP
        EXECUTE format('ALTER TABLE %I RENAME TO %I', filled, substr(filled, 6));
    END LOOP;
END
$$;

-- A topic that was deleted and made anew has another identifier: marks of the old one say nothing of it. Null in the
-- marks of before.
ALTER TABLE read_mark ADD COLUMN topic_id text;

-- The rebuild that runs, or the last one, whichever replica runs it. One row, once there was one.
CREATE TABLE rebuild (
    one_row      boolean     PRIMARY KEY DEFAULT true CHECK (one_row),
    state        text        NOT NULL,
    started_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    read         bigint      NOT NULL,
    carried_over bigint      NOT NULL
);

-- A transaction for each day, because each table of a day takes a lock for itself and for each of its indexes, and a
-- server has room for a few thousand: see ontime.history.postgres.Days.
DROP FUNCTION drop_days_before(date);

-- Puts the tables that a rebuild has filled in the place of those that have served. These are kept as "old_" and are
-- dropped afterwards, a day at a time: here everybody waits.
CREATE OR REPLACE FUNCTION serve_next_generation() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    serving text;
    filled  text;
BEGIN
    -- All at once and before anything is renamed, in the order in which readers take them: two that hold a part each
    -- would wait for one another. Everybody else waits behind this, so it does not wait for long.
    SET LOCAL lock_timeout = '2s';
    LOCK TABLE mention, fact IN ACCESS EXCLUSIVE MODE;
    FOR serving IN
        SELECT relname FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
          AND relname ~ '^(fact|mention)(_[0-9]{8})?$'
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

-- Facts and the names by which logins are found lie in one table for each day, so that old days are dropped whole.
-- The tables "login" and "delivery", which were joined from facts by least and greatest, go: a mention follows from one
-- fact alone, so that the order and the repetition of facts leave no trace and nothing is ever changed.
--
-- Not one transaction (see the .conf beside): of many months that would need more locks than a server has room for, and
-- as much room again in the log. Each step leaves what can be gone on from, so that a migration that is cut off is run
-- again.

DO $prepare$
BEGIN
IF (SELECT relkind FROM pg_class WHERE oid = 'fact'::regclass) = 'r' THEN

ALTER TABLE fact RENAME TO fact_before;
ALTER INDEX fact_pkey RENAME TO fact_before_pkey;
DROP INDEX fact_of_login;
DROP INDEX fact_requests_of_challenge;
DROP INDEX fact_refused_to_others;
CREATE INDEX fact_before_by_time ON fact_before (happened_at);

-- The day of a fact is that on which it happened: it is in the event, so that a repeated event meets itself.
CREATE TABLE fact (
    event_id     text COLLATE "C" NOT NULL,
    type         text             NOT NULL,
    tenant       text COLLATE "C" NOT NULL,
    login_id     text COLLATE "C" NOT NULL,
    challenge_id text COLLATE "C",
    happened_at  timestamptz      NOT NULL,
    published_at timestamptz      NOT NULL,
    body         jsonb            NOT NULL,
    PRIMARY KEY (event_id, happened_at)
) PARTITION BY RANGE (happened_at);

CREATE INDEX fact_of_login ON fact (tenant, login_id);
CREATE INDEX fact_requests_of_challenge ON fact (tenant, challenge_id) WHERE type = 'OtpRequested';

-- By which names a login is found, and its place among those that are found by the same name: see
-- ontime.history.search.Mention.
CREATE TABLE mention (
    tenant   text COLLATE "C" NOT NULL,
    name     text COLLATE "C" NOT NULL,
    at       timestamptz      NOT NULL,
    login_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, name, at, login_id)
) PARTITION BY RANGE (at);

-- How far the topics have been read. Written in the transaction that writes the facts.
CREATE TABLE read_mark (
    topic       text    NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint  NOT NULL,
    PRIMARY KEY (topic, partition)
);

-- Whose facts identify nobody any more, also those that come late or again. The user stands here as a digest only. With
-- the salt goes the last way from the pseudonyms back to what they stand for.
CREATE TABLE erasure (
    tenant    text        NOT NULL,
    salt      bytea       NOT NULL PRIMARY KEY,
    digest    bytea       NOT NULL,
    erased_at timestamptz NOT NULL
);

END IF;
END
$prepare$;

-- Makes the tables of a day (UTC) where they are missing. The prefix is that of a generation: empty for the tables that
-- serve, "next_" for those that a rebuild fills. Attached, not created in place: that would make every reader wait.
CREATE OR REPLACE FUNCTION ensure_day(prefix text, of_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    suffix text := '_' || to_char(of_day, 'YYYYMMDD');
    parent text;
BEGIN
    IF to_regclass(format('%I', prefix || 'fact' || suffix)) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ontime.history.days'));
    FOREACH parent IN ARRAY ARRAY[prefix || 'mention', prefix || 'fact'] LOOP
        IF to_regclass(format('%I', parent || suffix)) IS NULL THEN
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', parent || suffix, parent);
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                           parent, parent || suffix, of_day || ' 00:00:00+00', (of_day + 1) || ' 00:00:00+00');
        END IF;
    END LOOP;
END
$$;

-- Drops all days before this one and tells how many tables that were.
CREATE OR REPLACE FUNCTION drop_days_before(first_kept date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    dropped integer := 0;
    old     regclass;
BEGIN
    FOR old IN
        SELECT day.oid FROM pg_inherits JOIN pg_class day ON day.oid = inhrelid
        WHERE inhparent IN ('fact'::regclass, 'mention'::regclass)
          AND to_date(right(day.relname, 8), 'YYYYMMDD') < first_kept
    LOOP
        EXECUTE format('DROP TABLE %s', old);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;

-- Puts the tables that a rebuild has filled in the place of those that have served.
CREATE OR REPLACE FUNCTION serve_next_generation() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    filled text;
BEGIN
    DROP TABLE fact, mention;
    FOR filled IN
        SELECT relname FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relname LIKE 'next\_%'
    LOOP
        EXECUTE format('ALTER TABLE %I RENAME TO %I', filled, substr(filled, 6));
    END LOOP;
END
$$;

-- What is there moves over, a day at a time, and is mentioned as a fact that comes today is.
DO $$
DECLARE
    since timestamptz;
BEGIN
    IF to_regclass('fact_before') IS NULL THEN
        RETURN;
    END IF;
    LOOP
        SELECT date_trunc('day', min(happened_at), 'UTC') INTO since FROM fact_before;
        EXIT WHEN since IS NULL;
        PERFORM ensure_day('', day) FROM (
            SELECT DISTINCT (told AT TIME ZONE 'UTC')::date
            FROM fact_before CROSS JOIN LATERAL (VALUES
                (happened_at), ((body ->> 'clickedAt')::timestamptz), ((body ->> 'publishedAt')::timestamptz)
            ) AS instants (told)
            WHERE happened_at >= since AND happened_at < since + interval '1 day' AND told IS NOT NULL
        ) AS days (day);
        WITH moved AS (
            DELETE FROM fact_before WHERE happened_at >= since AND happened_at < since + interval '1 day' RETURNING *
        ), kept AS (
            INSERT INTO fact (event_id, type, tenant, login_id, challenge_id, happened_at, published_at, body)
            SELECT event_id, type, tenant, login_id, challenge_id, happened_at, published_at, jsonb_strip_nulls(body)
            FROM moved
        ), told AS (
            SELECT tenant, login_id, type, body, happened_at,
                   CASE WHEN type IN ('OtpRequested', 'LoginRefused')
                             AND (body ->> 'reason') IS DISTINCT FROM 'LOGIN_OF_ANOTHER_USER'
                        THEN least((body ->> 'clickedAt')::timestamptz, happened_at)
                        ELSE happened_at END AS clicked_at,
                   coalesce((body ->> 'publishedAt')::timestamptz, happened_at) AS published_at
            FROM moved
        )
        INSERT INTO mention (tenant, name, at, login_id)
        SELECT tenant, 'all:' || CASE type WHEN 'OtpRequested' THEN body ->> 'channel' ELSE 'NONE' END, clicked_at, login_id
        FROM told WHERE type IN ('OtpRequested', 'LoginRefused')
        UNION
        SELECT tenant, 'user:' || (body ->> 'userId'), clicked_at, login_id
        FROM told WHERE type IN ('OtpRequested', 'LoginRefused') AND trim(body ->> 'userId') <> ''
        UNION
        SELECT tenant, 'of:' || (body ->> 'userId'), date_trunc('day', happened_at, 'UTC'), login_id
        FROM told WHERE type NOT IN ('OtpRequested', 'LoginRefused') AND trim(body ->> 'userId') <> ''
        UNION
        SELECT tenant, 'to:' || (body ->> 'destinationFingerprint'), clicked_at, login_id
        FROM told WHERE body ->> 'destinationFingerprint' <> ''
        UNION
        SELECT tenant, 'end:' || right(body ->> 'maskedDestination', 4), clicked_at, login_id
        FROM told WHERE body ->> 'maskedDestination' ~ '[0-9]{4}$'
        UNION
        SELECT tenant, 'ref:' || upper(body ->> 'reference'), clicked_at, login_id
        FROM told WHERE type = 'OtpRequested'
        UNION
        SELECT tenant, 'msg:' || (body ->> 'providerMessageId'), published_at, login_id
        FROM told WHERE body ->> 'providerMessageId' <> ''
        UNION
        SELECT tenant, 'status:' || (body ->> 'status'), published_at, login_id
        FROM told WHERE type = 'DeliveryReceipt' AND body ->> 'status' IN ('DEFERRED', 'DROPPED', 'FAILED', 'UNKNOWN')
        ON CONFLICT DO NOTHING;
        COMMIT;
    END LOOP;
END
$$;

DROP TABLE IF EXISTS fact_before, login, delivery;
DROP TYPE IF EXISTS delivery_state;

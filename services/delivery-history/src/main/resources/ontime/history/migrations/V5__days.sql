-- Facts and the names by which logins are found lie in one table for each day, so that old days are dropped whole.
-- The tables "login" and "delivery", which were joined from facts by least and greatest, go: a mention follows from one
-- fact alone, so that the order and the repetition of facts leave no trace and nothing is ever changed.

ALTER TABLE fact RENAME TO fact_before;
ALTER INDEX fact_pkey RENAME TO fact_before_pkey;
DROP INDEX fact_of_login;
DROP INDEX fact_requests_of_challenge;
DROP INDEX fact_refused_to_others;

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

-- Makes the tables of a day (UTC) where they are missing. The prefix is that of a generation: empty for the tables that
-- serve, "next_" for those that a rebuild fills. Attached, not created in place: that would make every reader wait.
CREATE FUNCTION ensure_day(prefix text, of_day date) RETURNS void LANGUAGE plpgsql AS $$
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
CREATE FUNCTION drop_days_before(first_kept date) RETURNS integer LANGUAGE plpgsql AS $$
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
CREATE FUNCTION serve_next_generation() RETURNS void LANGUAGE plpgsql AS $$
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

-- What is there moves over, and is mentioned as a fact that comes today is.
DO $$
BEGIN
    PERFORM ensure_day('', day) FROM (
        SELECT DISTINCT (happened_at AT TIME ZONE 'UTC')::date FROM fact_before
        UNION
        SELECT DISTINCT ((body ->> 'clickedAt')::timestamptz AT TIME ZONE 'UTC')::date FROM fact_before
            WHERE body ->> 'clickedAt' IS NOT NULL
        UNION
        SELECT DISTINCT ((body ->> 'publishedAt')::timestamptz AT TIME ZONE 'UTC')::date FROM fact_before
            WHERE body ->> 'publishedAt' IS NOT NULL
    ) AS days (day);
END
$$;

INSERT INTO fact (event_id, type, tenant, login_id, challenge_id, happened_at, published_at, body)
SELECT event_id, type, tenant, login_id, challenge_id, happened_at, published_at, jsonb_strip_nulls(body)
FROM fact_before;

INSERT INTO mention (tenant, name, at, login_id)
WITH told AS (
    SELECT tenant, login_id, type, body, happened_at,
           CASE WHEN type IN ('OtpRequested', 'LoginRefused')
                     AND (body ->> 'reason') IS DISTINCT FROM 'LOGIN_OF_ANOTHER_USER'
                THEN least((body ->> 'clickedAt')::timestamptz, happened_at)
                ELSE happened_at END AS clicked_at,
           coalesce((body ->> 'publishedAt')::timestamptz, happened_at) AS published_at
    FROM fact_before
)
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
FROM told WHERE type = 'DeliveryReceipt' AND body ->> 'status' IN ('DEFERRED', 'DROPPED', 'FAILED', 'UNKNOWN');

DROP TABLE fact_before, login, delivery;
DROP TYPE delivery_state;

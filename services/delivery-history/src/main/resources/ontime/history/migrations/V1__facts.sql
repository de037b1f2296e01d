-- What happened, one row for each event. The body is the event without what must not be kept; see ontime.history.facts.Fact.
CREATE TABLE fact (
    event_id     text        PRIMARY KEY,
    type         text        NOT NULL,
    tenant       text        NOT NULL,
    login_id     text        NOT NULL,
    challenge_id text        NOT NULL,
    happened_at  timestamptz NOT NULL,
    published_at timestamptz NOT NULL,
    body         jsonb       NOT NULL
);

CREATE INDEX fact_of_login ON fact (tenant, login_id);
CREATE INDEX fact_requests_of_challenge ON fact (tenant, challenge_id) WHERE type = 'OtpRequested';

-- The tables below serve the search only. Every column is a join of what the facts say (least or greatest), so that the
-- order and the repetition of facts leave no trace.

CREATE TABLE login (
    tenant     text        NOT NULL,
    login_id   text        NOT NULL,
    user_id    text        NOT NULL,
    started_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, login_id)
);

CREATE INDEX login_by_time ON login (started_at DESC, tenant DESC, login_id DESC);
CREATE INDEX login_by_user ON login (tenant, user_id, started_at DESC);

-- The order of the values is the lattice of ontime.history.facts.DeliveryState.
CREATE TYPE delivery_state AS ENUM
    ('REQUESTED', 'QUEUED', 'DEFERRED', 'DROPPED', 'ACCEPTED', 'UNKNOWN', 'FAILED', 'DELIVERED');

CREATE TABLE delivery (
    tenant                  text           NOT NULL,
    challenge_id            text           NOT NULL,
    delivery                integer        NOT NULL,
    login_id                text           NOT NULL,
    channel                 text           NOT NULL,
    status                  delivery_state NOT NULL,
    reference               text,
    destination_fingerprint text,
    PRIMARY KEY (tenant, challenge_id, delivery)
);

CREATE INDEX delivery_of_login ON delivery (tenant, login_id);
CREATE INDEX delivery_by_reference ON delivery (tenant, reference);
CREATE INDEX delivery_by_destination ON delivery (tenant, destination_fingerprint);

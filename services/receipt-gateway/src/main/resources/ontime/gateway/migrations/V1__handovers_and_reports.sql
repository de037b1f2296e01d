-- What a provider has taken, and whose code it was: the other half of every report.
CREATE TABLE handover (
    provider      text        NOT NULL,
    message_id    text        NOT NULL,
    tenant        text        NOT NULL,
    user_id       text        NOT NULL,
    login_id      text        NOT NULL,
    challenge_id  text        NOT NULL,
    delivery      integer     NOT NULL,
    channel       text        NOT NULL,
    country       text,
    attempt       integer     NOT NULL,
    dispatched_at timestamptz,
    accepted_at   timestamptz NOT NULL,
    -- From then on silence says something; null where nobody is expected to speak.
    silent_at     timestamptz,
    -- Something final was heard, silence was told, or the code was entered.
    settled       boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (provider, message_id)
);

CREATE INDEX handover_silent ON handover (silent_at) WHERE NOT settled;
CREATE INDEX handover_of_challenge ON handover (tenant, challenge_id);
CREATE INDEX handover_by_age ON handover (accepted_at);

-- What was reported. The id follows from the content, so that a repeated report is the same row.
CREATE TABLE report (
    id            uuid        PRIMARY KEY,
    provider      text        NOT NULL,
    message_id    text        NOT NULL,
    status        text        NOT NULL,
    reason        text,
    permanent     boolean,
    confidence    text,
    detail        text        NOT NULL,
    carrier       text,
    mcc           text,
    mnc           text,
    occurred_at   timestamptz NOT NULL,
    observed_at   timestamptz NOT NULL,
    -- Since then nobody believes that the message is ours; null before. Its handover still changes that.
    foreign_since timestamptz,
    published_at  timestamptz
);

CREATE INDEX report_waiting ON report (observed_at) WHERE published_at IS NULL AND foreign_since IS NULL;
CREATE INDEX report_of_message ON report (provider, message_id);
CREATE INDEX report_by_age ON report (observed_at);

-- The notifications of late, by which a repeated one is known.
CREATE TABLE notification (
    message_id text        PRIMARY KEY,
    heard_at   timestamptz NOT NULL
);

CREATE INDEX notification_by_age ON notification (heard_at);

-- What came from the right sender and could not be read: that it was there and what was wrong, and nothing of it.
CREATE TABLE dead_letter (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    heard_at timestamptz NOT NULL,
    source   text        NOT NULL,
    reason   text        NOT NULL,
    size     integer     NOT NULL,
    sha256   text        NOT NULL
);

CREATE INDEX dead_letter_by_age ON dead_letter (heard_at);

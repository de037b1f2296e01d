-- Which contacts users had, as the directory told; masked, with the fingerprints that deliveries have, too. What a
-- follower told of a version stands once for each state, with the earliest time.
CREATE TABLE contact_change (
    tenant               text COLLATE "C" NOT NULL,
    user_id              text COLLATE "C" NOT NULL,
    kind                 text             NOT NULL,
    version              bigint           NOT NULL,
    destination          text,
    fingerprint          text,
    previous             text,
    previous_fingerprint text,
    changed_by           text             NOT NULL,
    asked_at             timestamptz      NOT NULL,
    changed_at           timestamptz      NOT NULL,
    -- With the time: a user who was erased and made anew is counted from 1 again.
    PRIMARY KEY (tenant, user_id, kind, version, changed_at)
);
CREATE INDEX contact_change_by_age ON contact_change (changed_at);

CREATE TABLE contact_report (
    tenant   text COLLATE "C" NOT NULL,
    user_id  text COLLATE "C" NOT NULL,
    follower text             NOT NULL,
    kind     text             NOT NULL,
    version  bigint           NOT NULL,
    state    text             NOT NULL,
    detail   text,
    told_at  timestamptz      NOT NULL,
    PRIMARY KEY (tenant, user_id, follower, kind, version, state)
);
CREATE INDEX contact_report_by_age ON contact_report (told_at);

-- Users whose contacts of before are not kept, also when they are read again. A digest is enough to know them by.
CREATE TABLE contact_erasure (
    tenant    text        NOT NULL,
    digest    bytea       NOT NULL,
    erased_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, digest, erased_at)
);

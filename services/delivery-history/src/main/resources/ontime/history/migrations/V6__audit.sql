-- Who has looked at what and done what: see ontime.history.audit. Rows are added and never changed.
CREATE TABLE audit (
    number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz      NOT NULL,
    tenant  text COLLATE "C" NOT NULL,
    actor   text             NOT NULL,
    roles   text             NOT NULL,
    action  text             NOT NULL,
    kind    text             NOT NULL,
    subject text             NOT NULL,
    reason  text,
    outcome text             NOT NULL
);

CREATE INDEX audit_of_tenant ON audit (tenant, number);
CREATE INDEX audit_of_actor ON audit (tenant, actor, number);
CREATE INDEX audit_of_subject ON audit (tenant, subject, number);

CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit can only be added to: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

-- For the statement, so that it is refused even where it would meet no row.
CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();

-- Also in a session that passes itself off as a replica.
ALTER TABLE audit ENABLE ALWAYS TRIGGER audit_only_grows;

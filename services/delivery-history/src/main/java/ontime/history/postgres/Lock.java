package ontime.history.postgres;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Advisory locks of the whole history. */
enum Lock {
    /** Shared by all who write facts; alone has it who must know that nobody does. */
    WRITING(0x6f6e74696d650001L),
    /** Held by the one who rebuilds, for as long as that takes. */
    REBUILDING(0x6f6e74696d650002L);

    private final long key;

    Lock(long key) {
        this.key = key;
    }

    long key() {
        return key;
    }

    /** Until the transaction ends. */
    void share(JdbcClient jdbc) {
        ask(jdbc, "SELECT pg_advisory_xact_lock_shared(:key) IS NULL");
    }

    /** Until the transaction ends. */
    void have(JdbcClient jdbc) {
        ask(jdbc, "SELECT pg_advisory_xact_lock(:key) IS NULL");
    }

    /** Whether somebody has it, in whatever process. */
    boolean isHeld(JdbcClient jdbc) {
        return ask(jdbc, """
                SELECT EXISTS (
                    SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                    AND (CAST(classid AS bigint) << 32) | CAST(objid AS bigint) = :key)
                """);
    }

    private boolean ask(JdbcClient jdbc, String question) {
        return jdbc.sql(question).param("key", key).query(Boolean.class).single();
    }
}

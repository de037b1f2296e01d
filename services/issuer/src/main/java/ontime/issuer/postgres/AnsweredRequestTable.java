package ontime.issuer.postgres;

import java.time.Instant;
import java.util.Optional;
import ontime.issuer.challenge.Once;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requests that were answered and may be repeated. */
final class AnsweredRequestTable {

    private final JdbcClient database;

    AnsweredRequestTable(JdbcClient database) {
        this.database = database;
    }

    /** Waits for another transaction that has claimed the same key: if it fails, the key is ours. */
    Optional<Once.Remembered> claim(String tenant, String key, @Nullable String userId, String digest, Instant now) {
        int added = database.sql("""
                        insert into answered_request (tenant, key, user_id, digest, claimed_at)
                        values (:tenant, :key, :user, :digest, :now) on conflict (tenant, key) do nothing
                        """)
                .param("tenant", tenant)
                .param("key", key)
                .param("user", userId)
                .param("digest", digest)
                .param("now", Times.utc(now))
                .update();
        return added == 1 ? Optional.empty() : Optional.of(find(tenant, key));
    }

    private Once.Remembered find(String tenant, String key) {
        return database.sql("select digest, answer from answered_request where tenant = :tenant and key = :key")
                .param("tenant", tenant)
                .param("key", key)
                .query((row, number) -> new Once.Remembered(row.getString("digest"), row.getString("answer")))
                .single();
    }

    void remember(String tenant, String key, String answer) {
        database.sql("update answered_request set answer = :answer where tenant = :tenant and key = :key")
                .param("answer", answer)
                .param("tenant", tenant)
                .param("key", key)
                .update();
    }

    void release(String tenant, String key) {
        database.sql("delete from answered_request where tenant = :tenant and key = :key")
                .param("tenant", tenant)
                .param("key", key)
                .update();
    }
}

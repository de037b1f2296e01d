package ontime.history.postgres;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import ontime.history.facts.FactCount;
import ontime.history.projection.Eraser;
import ontime.history.search.Mention;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Takes the facts that name a user out, and puts them back as facts of nobody. */
final class PostgresEraser implements Eraser {

    private static final int SALT_BYTES = 16;

    private static final String MENTIONED = """
            SELECT DISTINCT tenant, login_id FROM @mention WHERE tenant = :tenant AND name = ANY(:names)
            """;

    private static final String REMEMBER = """
            INSERT INTO erasure (tenant, salt, digest, erased_at) VALUES (:tenant, :salt, :digest, :at)
            """;

    private final JdbcOperations database;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final FactJson json;
    private final SecureRandom chance;
    private final InstantSource clock;

    PostgresEraser(
            JdbcOperations database,
            TransactionOperations transaction,
            FactJson json,
            SecureRandom chance,
            InstantSource clock) {
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.transaction = transaction;
        this.json = json;
        this.chance = chance;
        this.clock = clock;
    }

    @Override
    public Erased erase(String tenant, String userId) {
        return erase(tenant, userId, clock.instant());
    }

    @Override
    public Erased erase(String tenant, String userId, Instant erasedAt) {
        var salt = new byte[SALT_BYTES];
        chance.nextBytes(salt);
        return Objects.requireNonNull(transaction.execute(status -> {
            // Whoever writes after this sees the erasure, and whoever wrote before has ended.
            Lock.WRITING.have(jdbc);
            var erasure = Erasure.of(tenant, userId, salt, erasedAt);
            remember(erasure);
            if (isRebuilt()) {
                // A rebuild that a version before has begun made none.
                jdbc.sql("CREATE TABLE IF NOT EXISTS next_login_day (LIKE login_day INCLUDING ALL)")
                        .update();
                erase(userId, erasure, Generation.NEXT);
            }
            return erase(userId, erasure, Generation.SERVING);
        }));
    }

    private Erased erase(String userId, Erasure erasure, Generation generation) {
        var logins = jdbc.sql(generation.sql(MENTIONED))
                .param("tenant", erasure.tenant())
                .param("names", Mention.ofUser(userId).toArray(String[]::new))
                .query((row, _) -> new FactCount.Key(row.getString("tenant"), row.getString("login_id")))
                .list();
        var facts = new StoredFacts(jdbc, json, generation).of(logins);
        return new Erasures(database, json, generation).rewrite(facts, erasure);
    }

    private boolean isRebuilt() {
        return jdbc.sql("SELECT to_regclass('next_fact') IS NOT NULL")
                .query(Boolean.class)
                .single();
    }

    private void remember(Erasure erasure) {
        jdbc.sql(REMEMBER)
                .param("tenant", erasure.tenant())
                .param("salt", erasure.salt())
                .param("digest", erasure.digest())
                .param("at", erasure.erasedAt().atOffset(ZoneOffset.UTC))
                .update();
    }
}

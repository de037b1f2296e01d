package ontime.history.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import ontime.history.facts.LoginStory;
import org.junit.jupiter.api.Test;

class RetentionIT {

    private static final Duration KEPT = Duration.ofDays(90);
    private static final Set<String> ACME = Set.of("acme");

    private final OwnSchema schema = OwnSchema.of("retention");

    @Test
    void daysThatAreOverAreDroppedWholeAndDaysToComeAreMade() {
        schema.journal().add(LoginStory.login("kept").requested(0.1).facts());
        var lastDay = Instant.parse("2026-05-31T23:59:59Z");

        sweep(lastDay);
        assertThat(schema.search().find("l-kept", ACME, lastDay)).isPresent();

        sweep(lastDay.plusSeconds(1));
        assertThat(schema.search().find("l-kept", ACME, lastDay)).isEmpty();
        assertThat(schema.rows("mention")).isEmpty();
        assertThat(schema.jdbc
                        .sql("SELECT relname FROM pg_class WHERE relname LIKE 'fact\\_2%' AND relkind = 'r'"
                                + " AND relnamespace = current_schema()::regnamespace ORDER BY 1")
                        .query(String.class)
                        .list())
                .startsWith("fact_20260531")
                .contains("fact_20260601", "fact_20260602", "fact_20260603");

        // Late, but it has a place until the next sweep.
        schema.journal().add(LoginStory.login("late").requested(0.1).facts());
        assertThat(schema.search().find("l-late", ACME, lastDay)).isPresent();
        sweep(lastDay.plusSeconds(2));
        assertThat(schema.search().find("l-late", ACME, lastDay)).isEmpty();
    }

    private void sweep(Instant now) {
        new Retention(schema.jdbc, schema.transaction, KEPT, InstantSource.fixed(now)).sweep();
    }
}

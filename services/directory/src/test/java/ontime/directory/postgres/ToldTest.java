package ontime.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What the log gets to see of a failure. */
class ToldTest {

    @Test
    void aFailureIsToldByItsKindsAndTheStateOfTheDatabaseAndNotByItsMessages() {
        var failure = new IllegalStateException(
                "Failing row contains (+447700900123)",
                new SQLException("Failing row contains (+447700900123)", "23514"));

        assertThat(Told.of(failure))
                .startsWith("IllegalStateException by SQLException 23514 at ontime.directory.postgres.ToldTest.")
                .doesNotContain("900123");
    }
}

package ontime.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code kill -9} of the JVM that owns PostgreSQL and the registry leaves behind, and what a new start makes of
 * it.
 */
class KilledJvmTest {

    @TempDir
    Path directory;

    private final int postgresPort = Ports.free();
    private final int registryPort = Ports.free();

    @AfterEach
    void leaveNoProcess() {
        OrphanedPostgres.stop(OwnerOfServers.data(directory));
    }

    @Test
    void theRegistryDiesWithItsOwnerAndTheOrphanedDatabaseIsReplacedWithoutLosingACommit() throws Exception {
        var owner = startOwner();
        assertThat(Ports.isFree(postgresPort)).isFalse();
        assertThat(Ports.isFree(registryPort)).isFalse();

        owner.destroyForcibly().waitFor();

        await("the registry is gone").atMost(Duration.ofSeconds(10)).until(() -> Ports.isFree(registryPort));
        assertThat(Ports.isFree(postgresPort)).as("PostgreSQL was left behind").isFalse();
        try (var postgres =
                LocalPostgres.start(OwnerOfServers.data(directory), postgresPort, directory.resolve("postgres.log"))) {
            assertThat(rows(postgres.server().schema("issuer"))).containsExactly("committed before the kill");
        }
        assertThat(Ports.isFree(postgresPort)).isTrue();
    }

    private Process startOwner() throws IOException {
        var owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OwnerOfServers.class.getName(),
                        directory.toString(),
                        Integer.toString(postgresPort),
                        Integer.toString(registryPort))
                .redirectError(directory.resolve("owner.log").toFile())
                .start();
        assertThat(owner.inputReader().lines().anyMatch(OwnerOfServers.STARTED::equals))
                .as("the owner said that all was started")
                .isTrue();
        return owner;
    }

    private static List<String> rows(DatabaseAccount account) throws SQLException {
        try (var connection = DriverManager.getConnection(account.jdbcUrl(), account.user(), account.password());
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT array_agg(what) FROM kept")) {
            found.next();
            return List.of((String[]) found.getArray(1).getArray());
        }
    }
}

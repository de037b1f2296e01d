package ontime.infrastructure;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.CountDownLatch;

/** The main class of a JVM that starts PostgreSQL and the registry, commits one row and waits to be killed. */
final class OwnerOfServers {
    static final String STARTED = "all started";

    private OwnerOfServers() {}

    static Path data(Path directory) {
        return directory.resolve("postgres");
    }

    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[0]);
        var postgres = LocalPostgres.start(
                        data(directory), Integer.parseInt(arguments[1]), directory.resolve("postgres.log"))
                .server();
        LocalRegistry.start(
                postgres.database("registry"), Integer.parseInt(arguments[2]), directory.resolve("registry.log"));
        var account = postgres.schema("issuer");
        try (var connection = DriverManager.getConnection(account.jdbcUrl(), account.user(), account.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (what text)");
            statement.execute("INSERT INTO kept VALUES ('committed before the kill')");
        }
        System.out.println(STARTED);
        new CountDownLatch(1).await();
    }
}

package ontime.compose;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ontime.infrastructure.LocalPostgres;
import ontime.infrastructure.Ports;

/** The compose file's PostgreSQL: an embedded one that asks for passwords and has run the image's start script. */
final class Database implements Closeable {

    private static final Path SCRIPT = Repository.ROOT.resolve("deploy/postgres/roles.sql");
    private static final Pattern GETENV = Pattern.compile("\\\\getenv (\\w+) (\\w+)");
    private static final Pattern LITERAL = Pattern.compile(":'(\\w+)'");
    private static final int PORT = 5432;

    private final LocalPostgres server;
    private final Forwarder forwarder;

    private Database(LocalPostgres server, Forwarder forwarder) {
        this.server = server;
        this.forwarder = forwarder;
    }

    static Database start(ComposeService service, String address, Path folder) throws IOException, SQLException {
        int port = Ports.free();
        Path data = folder.resolve("postgres-data");
        LocalPostgres server = LocalPostgres.start(data, port, folder.resolve("postgres.log"));
        String name = service.variable("POSTGRES_DB");
        try (Connection connection = connect(port, "postgres")) {
            run(connection, "CREATE DATABASE " + name);
            demandPasswords(connection, data);
        }
        try (Connection connection = connect(port, name)) {
            for (String statement : script(service.environment()).split(";\\s*\n", -1)) {
                if (!statement.isBlank()) {
                    run(connection, statement);
                }
            }
        }
        var here = new InetSocketAddress(InetAddress.ofLiteral(Ports.LOOPBACK), port);
        return new Database(server, Forwarder.open(address, PORT, here));
    }

    /** The embedded server trusts everybody; a wrong password in the file would go unnoticed. */
    private static void demandPasswords(Connection connection, Path data) throws IOException, SQLException {
        Files.writeString(data.resolve("pg_hba.conf"), """
                host all postgres 127.0.0.1/32 trust
                host all all 127.0.0.1/32 scram-sha-256
                """);
        run(connection, "SELECT pg_reload_conf()");
    }

    /** The script with what psql would put in: its variables, from the container's environment. */
    private static String script(Map<String, String> environment) throws IOException {
        String text = Files.readString(SCRIPT);
        Map<String, String> variables = GETENV.matcher(text)
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(1), found -> String.valueOf(environment.get(found.group(2)))));
        String statements = GETENV.matcher(text).replaceAll("");
        return LITERAL.matcher(statements)
                .replaceAll(found -> Matcher.quoteReplacement("'" + variables.get(found.group(1)) + "'"));
    }

    private static Connection connect(int port, String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + Ports.LOOPBACK + ":" + port + "/" + database, "postgres", "postgres");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        forwarder.close();
        server.close();
    }
}

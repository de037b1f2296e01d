package ontime.infrastructure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * A PostgreSQL server with one database, in which each service has a role and a schema of its own name, so that no
 * service can read another's tables. What is asked for is made when it is missing.
 */
public final class DatabaseServer {
    private static final String DATABASE = "ontime";
    private static final Pattern NAME = Pattern.compile("[a-z]{1,30}");

    private final String host;
    private final int port;
    private final String superuser;
    private final String password;

    public DatabaseServer(String host, int port, String superuser, String password) {
        this.host = host;
        this.port = port;
        this.superuser = superuser;
        this.password = password;
    }

    /** The role that owns the database and sees every schema in it. No service uses it. */
    public DatabaseAccount owner() {
        return database(DATABASE);
    }

    /** A database of its own, for a program that is not ours. */
    public DatabaseAccount database(String name) {
        synchronized (DatabaseServer.class) {
            return createdDatabase(name);
        }
    }

    /** A service's role, which owns the schema of the same name. */
    public DatabaseAccount schema(String service) {
        // Services start at the same time, and PostgreSQL has no CREATE ROLE IF NOT EXISTS.
        synchronized (DatabaseServer.class) {
            return createdSchema(service);
        }
    }

    private DatabaseAccount createdDatabase(String name) {
        try (var connection = connect("postgres")) {
            createRole(connection, name);
            if (!exists(connection, "SELECT FROM pg_database WHERE datname = ?", name)) {
                run(connection, "CREATE DATABASE " + name + " OWNER " + name);
                run(connection, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
            }
            return account(name, "public", name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
    }

    private DatabaseAccount createdSchema(String service) {
        var owner = owner();
        try (var connection = connect(owner.database())) {
            createRole(connection, service);
            run(connection, "GRANT CONNECT ON DATABASE " + owner.database() + " TO " + service);
            run(connection, "GRANT " + service + " TO " + owner.user());
            run(connection, "CREATE SCHEMA IF NOT EXISTS " + service + " AUTHORIZATION " + service);
            return account(owner.database(), service, service);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the schema " + service, e);
        }
    }

    private static void createRole(Connection connection, String name) throws SQLException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a role is named with lower-case letters, not " + name);
        }
        if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", name)) {
            // As in the services' own defaults: what listens on loopback only keeps nobody out by a password.
            run(connection, "CREATE ROLE " + name + " LOGIN PASSWORD '" + name + "'");
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + host + ":" + port + "/" + database, superuser, password);
    }

    private DatabaseAccount account(String database, String schema, String user) {
        return new DatabaseAccount(host, port, database, schema, user, user);
    }
}

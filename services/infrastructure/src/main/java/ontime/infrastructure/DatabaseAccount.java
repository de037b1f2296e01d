package ontime.infrastructure;

/** A PostgreSQL database as one role sees it: where it is, and the schema that unqualified names mean. */
public record DatabaseAccount(String host, int port, String database, String schema, String user, String password) {

    /** For JDBC, without the user and the password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database + "?currentSchema=" + schema;
    }

    /** For libpq and psql, with the user and the password. */
    public String libpqUrl() {
        return "postgresql://" + user + ":" + password + "@" + host + ":" + port + "/" + database;
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}

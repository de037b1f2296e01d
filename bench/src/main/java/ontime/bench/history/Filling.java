package ontime.bench.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Fills the history's tables by SQL, as events of thirty days would have filled them. Of each thousand users one has a
 * number of Ofcom's range for fiction, or an address, of which the fingerprint is the real one.
 */
final class Filling {

    private static final int DAYS = 30;
    private static final int LOGINS_OF_A_USER = 3;

    /** Numbers and addresses with a real fingerprint. */
    static final int KNOWN = 1_000;

    private static final String KNOWN_DESTINATIONS = """
            DROP TABLE IF EXISTS known;
            CREATE UNLOGGED TABLE known (person integer PRIMARY KEY, phone text NOT NULL, email text NOT NULL);
            """;

    private static final String LOGINS = """
            CREATE UNLOGGED TABLE {staged} AS
            SELECT n, md5('login' || n)::uuid::text AS login, md5('challenge' || n)::uuid::text AS challenge,
                   md5('message' || n)::uuid::text AS message, 'u-' || n / {of one user} AS person,
                   n % 10 = 0 AS mail, n % 50 = 1 AS failed, lpad((n / {of one user} % 10000)::text, 4, '0') AS digits,
                   substr('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 1 + n % 32, 1)
                       || substr('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 1 + n / 32 % 32, 1) AS reference,
                   coalesce(CASE WHEN n % 10 = 0 THEN known.email ELSE known.phone END,
                       md5((n % 10 = 0)::text || n / {of one user})) AS fingerprint,
                   date_trunc('milliseconds', timestamptz '{day} 00:00:00Z'
                       + interval '86300 seconds' * ((n::bigint * 7919) % 86300) / 86300) AS click
            FROM generate_series({first}, {last}) AS n LEFT JOIN known ON known.person = n / {of one user}
            """;

    /** In the form of the facts, which is that of the events. */
    private static final String FACTS = """
            CREATE TABLE fact_{suffix} (LIKE fact);
            INSERT INTO fact_{suffix} (event_id, type, tenant, login_id, challenge_id, happened_at, published_at, body)
            SELECT md5(kind || n)::uuid::text, type, 'bench', login, challenge, at, at + interval '20 ms',
                   jsonb_build_object('eventId', md5(kind || n)::uuid::text, 'tenant', 'bench', 'userId', person,
                       'loginId', login, 'challengeId', challenge) || body
            FROM {staged} CROSS JOIN LATERAL (VALUES
                ('requested', 'OtpRequested', click + interval '40 ms', jsonb_build_object(
                    'delivery', 1, 'sequence', n, 'reference', reference,
                    'channel', CASE WHEN mail THEN 'EMAIL' ELSE 'SMS' END, 'routingReason', 'POLICY_DEFAULT',
                    'maskedDestination', CASE WHEN mail THEN 'a•••@example.com' ELSE '+44 •••• ••' || digits END,
                    'destinationFingerprint', fingerprint, 'contactVersion', 1,
                    'clickedAt', to_char(click AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                    'requestedAt', to_char((click + interval '40 ms') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                    'expiresAt', to_char((click + interval '5 min') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))),
                ('accepted', 'DeliveryReceipt', click + interval '250 ms', jsonb_build_object(
                    'delivery', 1, 'channel', CASE WHEN mail THEN 'EMAIL' ELSE 'SMS' END, 'attempt', 1,
                    'status', CASE WHEN failed THEN 'FAILED' ELSE 'ACCEPTED' END,
                    'provider', CASE WHEN mail THEN 'smtp' ELSE 'sns' END, 'providerMessageId', message,
                    'confidence', 'PROVIDER', 'heardBy', 'WORKER',
                    'publishedAt', to_char((click + interval '60 ms') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                    'consumedAt', to_char((click + interval '70 ms') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                    'dispatchedAt', to_char((click + interval '80 ms') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                    'occurredAt', to_char((click + interval '250 ms') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                    'observedAt', to_char((click + interval '250 ms') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))),
                ('delivered', 'DeliveryReceipt', click + interval '2500 ms', jsonb_build_object(
                    'delivery', 1, 'channel', CASE WHEN mail THEN 'EMAIL' ELSE 'SMS' END, 'attempt', 1,
                    'status', 'DELIVERED', 'provider', CASE WHEN mail THEN 'smtp' ELSE 'sns' END,
                    'providerMessageId', message, 'confidence', 'HANDSET', 'heardBy', 'GATEWAY',
                    'publishedAt', to_char((click + interval '60 ms') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                    'occurredAt', to_char((click + interval '2500 ms') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                    'observedAt', to_char((click + interval '3 s') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))),
                ('checked', 'CodeChecked', click + interval '12 s', jsonb_build_object(
                    'outcome', 'VERIFIED', 'attemptsLeft', 5,
                    'checkedAt', to_char((click + interval '12 s') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))),
                ('withdrawn', 'OtpWithdrawn', click + interval '12 s', jsonb_build_object(
                    'sequence', n, 'reason', 'VERIFIED',
                    'withdrawnAt', to_char((click + interval '12 s') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
            ) AS told (kind, type, at, body)
            WHERE NOT (failed AND kind IN ('delivered', 'checked', 'withdrawn'));
            """;

    private static final String MENTIONS = """
            CREATE TABLE mention_{suffix} (LIKE mention);
            INSERT INTO mention_{suffix} (tenant, name, at, login_id)
            SELECT 'bench', name, at, login FROM {staged} CROSS JOIN LATERAL (VALUES
                (CASE WHEN mail THEN 'all:EMAIL' ELSE 'all:SMS' END, click),
                ('user:' || person, click),
                ('of:' || person, date_trunc('day', click, 'UTC')),
                ('to:' || fingerprint, click),
                (CASE WHEN NOT mail THEN 'end:' || digits END, click),
                ('ref:' || reference, click),
                ('msg:' || message, click + interval '60 ms'),
                (CASE WHEN failed THEN 'status:FAILED' END, click + interval '60 ms')
            ) AS mentioned (name, at) WHERE name IS NOT NULL;
            """;

    /** All that happens at such a login happens on the day of its click. */
    private static final String LOGIN_DAYS = """
            INSERT INTO login_day (tenant, login_id, day) SELECT 'bench', login, DATE '{day}' FROM {staged};
            """;

    /** As with the days' tables: made at once they take a fraction. */
    private static final String WITHOUT_INDEXES = """
            ALTER TABLE login_day DROP CONSTRAINT login_day_pkey;
            DROP INDEX login_day_by_day;
            """;

    private static final String WITH_INDEXES = """
            ALTER TABLE login_day ADD PRIMARY KEY (tenant, login_id, day);
            CREATE INDEX login_day_by_day ON login_day (day);
            """;

    /** Attaching makes the indexes, each at once, which takes a fraction of what it takes row by row. */
    private static final String ATTACH = """
            ALTER TABLE fact ATTACH PARTITION fact_{suffix} FOR VALUES FROM ('{day} 00:00:00Z') TO ('{next} 00:00:00Z');
            ALTER TABLE mention ATTACH PARTITION mention_{suffix}
                FOR VALUES FROM ('{day} 00:00:00Z') TO ('{next} 00:00:00Z');
            DROP TABLE {staged};
            """;

    private final LoneHistory history;
    private final int logins;
    private final long begun = System.nanoTime();
    private final AtomicInteger filled = new AtomicInteger();

    Filling(LoneHistory history, int logins) {
        this.history = history;
        this.logins = logins;
    }

    static String login(int number) throws GeneralSecurityException {
        return md5Uuid("login" + number);
    }

    static String message(int number) throws GeneralSecurityException {
        return md5Uuid("message" + number);
    }

    static String user(int number) {
        return "u-" + number / LOGINS_OF_A_USER;
    }

    /** The number of a known person, in the notation of the country. */
    static String phone(int known) {
        return String.format(Locale.ROOT, "07700 900%03d", known);
    }

    static String email(int known) {
        return "person-" + known + "@example.com";
    }

    /** As the database makes it: an MD5 digest, read as a UUID. */
    private static String md5Uuid(String text) throws GeneralSecurityException {
        var hex = HexFormat.of()
                .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        return new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16)).toString();
    }

    void run() throws Exception {
        try (var connection = history.connect()) {
            rememberKnown(connection);
            execute(connection, WITHOUT_INDEXES);
        }
        var today = Instant.now().atOffset(ZoneOffset.UTC).toLocalDate();
        var days = new ArrayList<Callable<Boolean>>();
        for (int index = 0; index < DAYS; index++) {
            int first = first(logins, index);
            int last = first(logins, index + 1) - 1;
            var day = today.minusDays(DAYS - index);
            days.add(() -> fill(day, first, last));
        }
        try (var workers = Executors.newFixedThreadPool(2)) {
            for (var day : workers.invokeAll(days)) {
                day.get();
            }
        }
        try (var connection = history.connect()) {
            progress("the days of logins get their indexes");
            execute(connection, WITH_INDEXES);
            execute(connection, "DROP TABLE known");
            // As the housekeeping of the database would do it by and by.
            for (String table : List.of("fact", "mention", "login_day")) {
                progress(table + " is vacuumed");
                execute(connection, "VACUUM ANALYZE " + table);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void progress(String what) {
        System.out.printf(Locale.ROOT, "  %5.0f s  %s%n", (System.nanoTime() - begun) / 1e9, what);
    }

    /** The number of the first login of the last day; those after it are of that day, too. */
    static int firstOfLastDay(int logins) {
        return first(logins, DAYS - 1);
    }

    private static int first(int logins, int day) {
        return Math.toIntExact((long) logins * day / DAYS);
    }

    private boolean fill(LocalDate day, int first, int last) throws SQLException {
        var suffix = day.toString().replace("-", "");
        try (var connection = history.connect();
                var statement = connection.createStatement()) {
            for (String sql : List.of(LOGINS, FACTS, MENTIONS, LOGIN_DAYS, ATTACH)) {
                statement.execute(sql.replace("{suffix}", suffix)
                        .replace("{staged}", "staged_" + suffix)
                        .replace("{day}", day.toString())
                        .replace("{next}", day.plusDays(1).toString())
                        .replace("{of one user}", Integer.toString(LOGINS_OF_A_USER))
                        .replace("{first}", Integer.toString(first))
                        .replace("{last}", Integer.toString(last)));
            }
        }
        progress(String.format(
                Locale.ROOT, "%s: %,d logins; %d of %d days", day, last - first + 1, filled.incrementAndGet(), DAYS));
        return true;
    }

    private void rememberKnown(Connection connection) throws SQLException, IOException, GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                Base64.getDecoder().decode(Files.readString(history.fingerprintKey())), "HmacSHA256"));
        try (var statement = connection.createStatement()) {
            statement.execute(KNOWN_DESTINATIONS);
        }
        try (var insert = connection.prepareStatement("INSERT INTO known VALUES (?, ?, ?)")) {
            for (int known = 0; known < KNOWN; known++) {
                // Spread over all users, so that they are not all in the tables of one day.
                insert.setInt(1, Math.toIntExact((long) known * logins / LOGINS_OF_A_USER / KNOWN));
                insert.setString(2, fingerprint(mac, String.format(Locale.ROOT, "SMS\n+447700900%03d", known)));
                insert.setString(3, fingerprint(mac, "EMAIL\n" + email(known)));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String fingerprint(Mac mac, String text) {
        return HexFormat.of().formatHex(Arrays.copyOf(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 16));
    }
}

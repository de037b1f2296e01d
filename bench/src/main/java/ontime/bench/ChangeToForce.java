package ontime.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import ontime.bench.measure.KafkaRoundTrip;
import ontime.bench.measure.OpenLoop;
import ontime.bench.measure.Percentiles;
import ontime.bench.report.Findings;
import ontime.bench.report.Goal;
import ontime.bench.report.Table;

/**
 * From an administrator's request to the instant at which the issuer has the contact: HTTP, a committed transaction,
 * the outbox, Kafka, the issuer's table. The issuer says when; both read the same clock. The whole product runs
 * meanwhile, with two stores outside that are told of each change as well. Beside it, one record of the same size
 * through the same broker, from send to poll, at the same rate.
 */
final class ChangeToForce {

    private static final int PER_SECOND = 20;
    private static final int WARM_UP = 300;
    private static final int USERS = 1_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int changes;

    ChangeToForce(int changes) {
        this.changes = changes;
    }

    Findings measure() throws Exception {
        Path home = Files.createTempDirectory("ontime-bench");
        try (var product = Product.start(home);
                var database = Rows.connect(product.setting("DATABASE_URL"))) {
            OpenLoop.run(
                    PER_SECOND * 5, USERS, beat -> require(201, put(product, user(beat), "{\"reason\": \"new\"}")));
            change(product, database, "warm", Math.min(WARM_UP, changes));
            Percentiles kafka = KafkaRoundTrip.measure(
                    product.setting("KAFKA_BOOTSTRAP"), PER_SECOND, changes, KafkaRoundTrip.RECORD_BYTES);
            Percentiles ours = change(product, database, "measured", changes);
            return new Findings(
                    "change",
                    "how long after an administrator's request is a changed contact in force at the issuer?",
                    new Table(
                            List.of("what", "a second", "changes", "p50 ms", "p99 ms"),
                            List.of(
                                    row("Kafka alone, send to poll", kafka),
                                    row("request to in force at the issuer", ours))),
                    List.of(Goal.atMost("in force within ms, p99", 1_000, ours.at(0.99))),
                    List.of("the issuer's own word, with its clock; in whole milliseconds"),
                    List.of());
        } finally {
            Product.delete(home);
        }
    }

    private static List<Object> row(String what, Percentiles found) {
        return List.of(what, PER_SECOND, found.count(), found.at(0.5), found.at(0.99));
    }

    private Percentiles change(Product product, Connection database, String mark, int count) throws Exception {
        Map<String, Instant> asked = new ConcurrentHashMap<>();
        Instant begin = Instant.now();
        OpenLoop.run(PER_SECOND, count, beat -> {
            String name = user(beat);
            Instant from = Instant.now();
            long version = vouch(product, name, mark, beat);
            asked.put(name + " " + version, from);
        });
        Rows.await(
                database,
                "SELECT count(*) FROM directory.follower_state f JOIN directory.contact_version c"
                        + " USING (tenant, user_id, kind, version)"
                        + " WHERE f.follower = 'issuer' AND f.state = 'APPLIED' AND c.changed_at >= '" + begin + "'",
                asked.size());
        if (asked.size() < count) {
            throw new IOException((count - asked.size()) + " changes were refused");
        }
        return new Percentiles(applied(database, asked));
    }

    private static List<Double> applied(Connection database, Map<String, Instant> asked) throws SQLException {
        var milliseconds = new ArrayList<Double>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT user_id, version, since FROM directory.follower_state"
                        + " WHERE follower = 'issuer' AND kind = 'EMAIL' AND state = 'APPLIED'")) {
            while (rows.next()) {
                Instant from = asked.get(rows.getString("user_id") + " " + rows.getLong("version"));
                if (from != null) {
                    Instant at = rows.getObject("since", OffsetDateTime.class).toInstant();
                    milliseconds.add(Duration.between(from, at).toNanos() / 1e6);
                }
            }
        }
        return milliseconds;
    }

    private static String user(int beat) {
        return "bench-" + beat % USERS;
    }

    private long vouch(Product product, String user, String mark, int beat) throws IOException, InterruptedException {
        String body =
                "{\"email\": \"%s-%d@example.org\", \"vouch\": true, \"reason\": \"bench\"}".formatted(mark, beat);
        var answer = require(
                200,
                send(request(product, user + "/contacts")
                        .header("If-Match", "*")
                        .POST(BodyPublishers.ofString(body))));
        // The entity tag would be of the user; the version is in the one contact.
        return Long.parseLong(answer.body().replaceAll("(?s).*\"kind\":\"EMAIL\",\"version\":([0-9]+).*", "$1"));
    }

    private HttpResponse<String> put(Product product, String user, String body)
            throws IOException, InterruptedException {
        return send(request(product, user).PUT(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(Product product, String path) {
        return HttpRequest.newBuilder(URI.create(product.setting("DIRECTORY_URL") + "/v1/users/" + path))
                .header("Content-Type", "application/json")
                .header("Reason", "bench")
                .header("Authorization", "Bearer " + product.setting("ADMIN_API_KEY"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> require(int status, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException("HTTP " + answer.statusCode());
        }
        return answer;
    }
}

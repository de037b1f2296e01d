package ontime.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import ontime.bench.baseline.ServiceKafka;
import ontime.bench.measure.KafkaRoundTrip;
import ontime.bench.measure.OpenLoop;
import ontime.bench.measure.Percentiles;
import ontime.infrastructure.Folders;

/**
 * Posts one status at a time into the running product, and looks when the history has its row: HTTP, a committed
 * transaction, Kafka, the projection. Beside it, one record of the same size through the same broker.
 */
final class WebhookToHistory {

    private static final int PER_SECOND = 20;

    private final int count;

    WebhookToHistory(int count) {
        this.count = count;
    }

    void run() throws Exception {
        Path home = Files.createTempDirectory("ontime-bench");
        try (var product = Product.start(home);
                var handovers = new Handovers(
                        new ServiceKafka(product.setting("KAFKA_BOOTSTRAP"), product.setting("REGISTRY_URL")));
                var database = Rows.connect(product.setting("DATABASE_URL"))) {
            var firehose = new FirehoseCalls(
                    URI.create(product.setting("GATEWAY_URL") + "/webhooks/firehose"), gatewayKey(home));
            Percentiles warm = measure(handovers, firehose, database, "warm", count / 2);
            System.out.println("warming up            " + warm);
            Percentiles kafka = KafkaRoundTrip.measure(
                    product.setting("KAFKA_BOOTSTRAP"), PER_SECOND, count, KafkaRoundTrip.RECORD_BYTES);
            Percentiles ours = measure(handovers, firehose, database, "told", count);
            System.out.printf(Locale.ROOT, "%3d/s  Kafka alone         %s%n", PER_SECOND, kafka);
            System.out.printf(
                    Locale.ROOT,
                    "%3d/s  webhook to history  %s   %.1f and %.1f times Kafka alone%n",
                    PER_SECOND,
                    ours,
                    ours.at(0.5) / kafka.at(0.5),
                    ours.at(0.99) / kafka.at(0.99));
        }
        Folders.delete(home);
    }

    private static Percentiles measure(
            Handovers handovers, FirehoseCalls firehose, Connection database, String name, int count) throws Exception {
        List<String> messages = Handovers.messages(name, count);
        Instant accepted = Instant.now();
        handovers.publish(messages, accepted);
        Rows.await(database, "SELECT count(*) FROM gateway.handover WHERE message_id LIKE '" + name + "-%'", count);
        Rows.await(database, "SELECT count(*) FROM history.fact WHERE login_id LIKE 'l-" + name + "-%'", count);
        Map<String, Long> posted = new ConcurrentHashMap<>();
        Map<String, Double> milliseconds = new ConcurrentHashMap<>();
        var watching = CompletableFuture.runAsync(() -> watch(database, posted, milliseconds, count));
        OpenLoop.run(PER_SECOND, count, beat -> {
            String message = messages.get(beat);
            var call = FirehoseCalls.reporting(List.of(message), accepted).getFirst();
            posted.put(Handovers.loginOf(message), System.nanoTime());
            firehose.make(call);
        });
        watching.join();
        return new Percentiles(List.copyOf(milliseconds.values()));
    }

    /** Looks for the rows of what is under way, as often as that can be done without being in the way. */
    private static void watch(
            Connection database, Map<String, Long> posted, Map<String, Double> milliseconds, int count) {
        long giveUp = System.nanoTime() + Rows.PATIENCE.toNanos();
        try (var query = database.prepareStatement("""
                SELECT login_id FROM history.fact
                WHERE tenant = 'demo' AND login_id = ANY(?) AND body ->> 'status' = 'DELIVERED'
                """)) {
            while (milliseconds.size() < count && System.nanoTime() < giveUp) {
                var underWay = posted.keySet().stream()
                        .filter(login -> !milliseconds.containsKey(login))
                        .toArray(String[]::new);
                query.setArray(1, database.createArrayOf("text", underWay));
                try (var rows = query.executeQuery()) {
                    long now = System.nanoTime();
                    while (rows.next()) {
                        var login = rows.getString(1);
                        milliseconds.putIfAbsent(login, (now - posted.getOrDefault(login, now)) / 1e6);
                    }
                }
                Thread.sleep(2);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the simulated phone network shows the gateway of this installation. */
    private static String gatewayKey(Path home) throws IOException {
        return Files.readAllLines(home.resolve("credentials")).stream()
                .filter(line -> line.startsWith("GATEWAY_KEY="))
                .map(line -> line.substring(line.indexOf('=') + 1).replace("'", ""))
                .findFirst()
                .orElseThrow();
    }
}

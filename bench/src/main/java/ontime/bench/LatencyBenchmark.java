package ontime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import ontime.bench.measure.Benchmark;
import ontime.bench.measure.KafkaRoundTrip;
import ontime.bench.measure.OpenLoop;
import ontime.bench.measure.Percentiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From the POST of an auth service to the call that reaches the SMS provider: HTTP, a committed transaction, the
 * outbox, Kafka, the worker, the AWS SDK. The provider takes no time here. The baseline is one record of the same size
 * through the same broker, from send to poll, at the same rate.
 */
final class LatencyBenchmark implements Benchmark {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String question() {
        return "from POST to the provider call, at 1 and at 50 requests a second";
    }

    @Override
    public void run(List<String> parts) throws Exception {
        Path home = Files.createTempDirectory("ontime-bench");
        try (var product = Product.start(home)) {
            product.post(product.setting("SANDBOX_URL") + "/carrier", "{\"latencyMs\": 0}");
            measure(product, 20, 200);
            for (int perSecond : new int[] {1, 50}) {
                int count = perSecond == 1 ? 60 : 900;
                Percentiles kafka = KafkaRoundTrip.measure(
                        product.setting("KAFKA_BOOTSTRAP"), perSecond, count, KafkaRoundTrip.RECORD_BYTES);
                Percentiles ours = measure(product, perSecond, count);
                System.out.printf(Locale.ROOT, "%3d/s  Kafka alone           %s%n", perSecond, kafka);
                System.out.printf(
                        Locale.ROOT,
                        "%3d/s  POST to provider call %s   %.1f and %.1f times Kafka alone%n",
                        perSecond,
                        ours,
                        ours.at(0.5) / kafka.at(0.5),
                        ours.at(0.99) / kafka.at(0.99));
            }
        }
        Product.delete(home);
    }

    private static Percentiles measure(Product product, int perSecond, int count) throws Exception {
        Map<String, Instant> sent = new ConcurrentHashMap<>();
        Instant begin = Instant.now();
        OpenLoop.run(perSecond, count, beat -> {
            String phone = "+447700900%03d".formatted(beat);
            sent.put(phone, Instant.now());
            var answer = product.post(
                    product.setting("ISSUER_URL") + "/v1/challenges",
                    "{\"userId\": \"bench-%d-%d\", \"phone\": \"%s\"}".formatted(perSecond, beat, phone));
            if (answer.statusCode() != 201) {
                throw new IOException("HTTP " + answer.statusCode());
            }
        });
        Map<String, Instant> arrived = awaitArrivals(product, begin, count);
        List<Double> milliseconds = new ArrayList<>();
        arrived.forEach((phone, at) -> {
            Instant from = sent.get(phone);
            if (from != null) {
                milliseconds.add(Duration.between(from, at).toNanos() / 1e6);
            }
        });
        if (milliseconds.size() < count) {
            System.out.printf("      %d of %d codes did not arrive%n", count - milliseconds.size(), count);
        }
        return new Percentiles(milliseconds);
    }

    private static Map<String, Instant> awaitArrivals(Product product, Instant since, int count) throws Exception {
        Instant giveUp = Instant.now().plus(PATIENCE);
        Map<String, Instant> arrived = new ConcurrentHashMap<>();
        while (arrived.size() < count && Instant.now().isBefore(giveUp)) {
            JsonNode messages = JSON.readTree(product.get(product.setting("SANDBOX_URL") + "/messages?since=" + since)
                    .body());
            for (JsonNode message : messages) {
                arrived.putIfAbsent(
                        message.get("to").asString(),
                        Instant.parse(message.get("at").asString()));
            }
        }
        return arrived;
    }
}

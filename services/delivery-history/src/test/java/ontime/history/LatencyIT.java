package ontime.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.events.Topic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LatencyIT extends HistoryIntegration {

    /** An hour of its own: all tests share the database. */
    private static final Instant HOUR = Instant.parse("2026-03-05T07:00:00Z");

    private static final String RANGE = "from=2026-03-05T07:00:00Z&to=2026-03-05T08:00:00Z";

    @Test
    void theStagesOfAllDeliveriesAreMeasuredForOnesOwnTenantsOnly() {
        IntStream.range(0, 20).forEach(number -> publish("l-latency-" + number, "acme", number));
        publish("l-latency-other", "other", 0);

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(
                                json(get("/v1/latency?" + RANGE + "&by=channel,country,provider,hour", sally()))
                                        .at("/groups/0/count")
                                        .asInt())
                        .isEqualTo(20));
        var byStage = json(get("/v1/latency?" + RANGE + "&by=stage", sally()));

        assertThat(byStage.at("/logins").asInt()).isEqualTo(20);
        assertThat(byStage.at("/oneIn").asInt()).isOne();
        assertThat(byStage.at("/groups/0").toString())
                .isEqualTo("{\"stage\":\"carrier\",\"count\":20,\"tooYoung\":0,\"open\":0,"
                        + "\"p50\":2000,\"p90\":2000,\"p95\":2000,\"p99\":2000}");
        assertThat(json(get("/v1/latency?" + RANGE + "&by=channel,country,provider,hour,domain,carrier", sally()))
                        .at("/groups/0")
                        .toString())
                .isEqualTo("{\"channel\":\"SMS\",\"country\":\"GB\",\"provider\":\"sns\","
                        + "\"hour\":\"2026-03-05T07:00:00Z\",\"domain\":\"none\",\"carrier\":\"none\",\"count\":20,"
                        + "\"tooYoung\":0,\"open\":0,\"p50\":2230,\"p90\":2230,\"p95\":2230,\"p99\":2230}");
    }

    @Test
    void whatIsNotUnderstoodIsRefusedInWords() {
        assertThat(get("/v1/latency?by=moon", sally()).statusCode()).isEqualTo(400);
        assertThat(get("/v1/latency?by=moon", sally()).body()).contains("stage, channel, country");
        assertThat(get("/v1/latency?from=yesterday", sally()).statusCode()).isEqualTo(400);
        assertThat(get("/v1/latency?from=2026-03-05T08:00:00Z&to=2026-03-05T07:00:00Z", sally())
                        .statusCode())
                .isEqualTo(400);
        var tooLong = get("/v1/latency?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:01Z", sally());
        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(tooLong.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(tooLong).at("/detail").asString()).contains("31 days");
        assertThat(get("/v1/latency").statusCode()).isEqualTo(401);
    }

    private void publish(String loginId, String tenant, int minute) {
        var login = new TestEvents(loginId, tenant, HOUR.plusSeconds(60L * minute));
        try (var events = events();
                var producer = producer()) {
            var sent = Stream.of(
                            Map.entry(Topic.REQUESTS, login.requested()),
                            Map.entry(Topic.RECEIPTS, login.accepted()),
                            Map.entry(Topic.RECEIPTS, login.delivered()),
                            Map.entry(Topic.CHECKS, login.typed(CheckOutcome.VERIFIED, 14_000)))
                    .map(event -> {
                        var topic = event.getKey().topicName();
                        return producer.send(new ProducerRecord<>(
                                topic, loginId.getBytes(UTF_8), events.serialize(topic, event.getValue())));
                    })
                    .toList();
            producer.flush();
            assertThat(sent).allSatisfy(one -> assertThat(one).isDone());
        }
    }
}

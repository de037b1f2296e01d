package ontime.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.HeardBy;
import ontime.events.OtpRequested;
import ontime.events.RoutingReason;
import ontime.events.Topic;
import ontime.history.conversion.ConversionGauges;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** How many codes got how far, from the topics to the API. Each test has a day of its own. */
class ConversionIT extends HistoryIntegration {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ConversionGauges gauges;

    @Test
    void codesAreCountedByHowFarTheyGot() {
        var day = Instant.parse("2026-04-01T00:00:00Z");
        var entered = login("entered", day.plusSeconds(60));
        var accepted = login("accepted", day.plusSeconds(120));
        var lost = login("lost", day.plusSeconds(3_700));
        publish(
                entered.requested(),
                entered.accepted(),
                // Read twice, as after a crash of whoever reads it.
                entered.accepted(),
                over("Simulated Mobile", entered.delivered()),
                entered.typed(CheckOutcome.WRONG_CODE, 9_000),
                entered.typed(CheckOutcome.VERIFIED, 14_000),
                accepted.requested(),
                accepted.accepted(),
                lost.requested());

        var groups = conversion(day, "country,hour,carrier");

        assertThat(groups)
                .containsExactlyInAnyOrder(
                        "GB 2026-04-01T00:00:00.000Z Simulated Mobile: 1 1 1 1",
                        "GB 2026-04-01T00:00:00.000Z null: 1 1 0 0",
                        "GB 2026-04-01T01:00:00.000Z null: 1 0 0 0");
        assertThat(conversion(day, "")).containsExactly(": 3 2 1 1");
        assertThat(conversion(day, "channel,provider")).contains("SMS sns: 2 2 1 1", "SMS null: 1 0 0 0");
    }

    @Test
    void aMailThatCameBackWasAcceptedAndNotDelivered() {
        var day = Instant.parse("2026-04-02T00:00:00Z");
        var returned = login("returned", day);
        publish(
                mail(returned.requested(), 1),
                DeliveryReceipt.newBuilder(returned.accepted())
                        .setChannel(Channel.EMAIL)
                        .setCountry(null)
                        .build(),
                DeliveryReceipt.newBuilder(returned.delivered())
                        .setChannel(Channel.EMAIL)
                        .setCountry(null)
                        .build(),
                DeliveryReceipt.newBuilder(returned.delivered())
                        .setEventId("returned-by-the-server")
                        .setChannel(Channel.EMAIL)
                        .setCountry(null)
                        .setStatus(DeliveryStatus.FAILED)
                        .setReason(DeliveryReason.INVALID_DESTINATION)
                        .setConfidence(null)
                        .setHeardBy(HeardBy.GATEWAY)
                        .build());

        assertThat(conversion(day, "domain,country")).containsExactly("example.org null: 1 1 0 0");
    }

    @Test
    void theCodeIsCreditedToTheNewestDeliveryThatHadBeenSentByThen() {
        var day = Instant.parse("2026-04-03T00:00:00Z");
        var login = login("fell-back", day);
        publish(
                login.requested(),
                login.accepted(),
                mail(login.requested(), 2),
                DeliveryReceipt.newBuilder(login.accepted())
                        .setEventId("mail-accepted")
                        .setDelivery(2)
                        .setChannel(Channel.EMAIL)
                        .setCountry(null)
                        .setProvider("smtp")
                        .build(),
                login.typed(CheckOutcome.VERIFIED, 30_000));

        // That it was entered proves that it had arrived.
        assertThat(conversion(day, "channel")).containsExactlyInAnyOrder("EMAIL: 1 1 1 1", "SMS: 1 1 0 0");
    }

    @Test
    void aCodeThatMayStillBeEnteredIsCountedAsTooYoungAndNowhereElse() {
        var now = Instant.now();
        var young = login("young", now);
        publish(young.requested(), young.accepted(), young.typed(CheckOutcome.VERIFIED, 400));

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var answer = json(get(
                    "/v1/conversion?by=country&from=" + now.minusSeconds(1) + "&to=" + now.plusSeconds(1), sally()));
            assertThat(answer.at("/tooYoung").asLong()).isEqualTo(1);
            assertThat(answer.at("/groups/0/tooYoung").asLong()).isEqualTo(1);
            assertThat(answer.at("/groups/0/requested").asLong()).isZero();
            assertThat(answer.at("/groups/0/entered").asLong()).isZero();
        });
    }

    @Test
    void theMetricsTellTheSameOfTheLastWhileAndNameOnlyTheNetworksAndDomainsThatTheyAreToldTo() {
        // Long enough ago to be judged.
        var click = Instant.now().minus(Duration.ofMinutes(10));
        var entered = login("measured", click);
        var unnamed = login("measured-elsewhere", click);
        publish(
                entered.requested(),
                over("Simulated Mobile", entered.delivered()),
                entered.typed(CheckOutcome.VERIFIED, 9_000),
                unnamed.requested(),
                over("Nobody's Mobile", unnamed.delivered()),
                mail(unnamed.requested(), 2));

        gauges.refresh();

        var metrics = get("/actuator/prometheus").body();
        assertThat(metrics)
                .contains(measured("Simulated Mobile", "SMS", "GB", "none", "sns", "requested", 1))
                .contains(measured("Simulated Mobile", "SMS", "GB", "none", "sns", "accepted", 1))
                .contains(measured("Simulated Mobile", "SMS", "GB", "none", "sns", "delivered", 1))
                .contains(measured("Simulated Mobile", "SMS", "GB", "none", "sns", "entered", 1))
                .contains(measured("other", "SMS", "GB", "none", "sns", "delivered", 1))
                .contains(measured("other", "SMS", "GB", "none", "sns", "entered", 0))
                .contains(measured("none", "EMAIL", "none", "other", "none", "requested", 1))
                .doesNotContain("Nobody's Mobile", "example.org", "Example.org");
    }

    private static String measured(
            String carrier, String channel, String country, String domain, String provider, String step, int count) {
        return "otp_conversion_deliveries{carrier=\"%s\",channel=\"%s\",country=\"%s\",domain=\"%s\",provider=\"%s\",step=\"%s\"} %d.0"
                .formatted(carrier, channel, country, domain, provider, step, count);
    }

    @Test
    void nobodySeesTheCodesOfAnotherTenant() {
        var day = Instant.parse("2026-04-04T00:00:00Z");
        publish(login("ours", day).requested());
        conversion(day, "");

        var answer = json(
                get("/v1/conversion?from=%s&to=%s".formatted(day, day.plusSeconds(60)), basic("otto", "open barley")));

        assertThat(answer.at("/groups/0/requested").asLong()).isZero();
        assertThat(get("/v1/conversion").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "by=destination",
                "by=country,",
                "from=yesterday",
                "from=2026-04-02T00:00:00Z&to=2026-04-01T00:00:00Z",
                "from=2026-01-01T00:00:00Z&to=2026-04-01T00:00:00Z",
                "from=-999999-01-01T00:00:00Z&to=-999999-01-02T00:00:00Z",
                "until=2026-04-01T00:00:00Z"
            })
    void whatIsNotUnderstoodIsRefusedWithAProblem(String query) {
        var answer = get("/v1/conversion?" + query, sally());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).at("/type").asString()).isEqualTo("malformed");
    }

    private static TestEvents login(String name, Instant click) {
        return new TestEvents("l-conversion-" + name, "acme", click);
    }

    private static DeliveryReceipt over(String carrier, DeliveryReceipt receipt) {
        return DeliveryReceipt.newBuilder(receipt).setCarrier(carrier).build();
    }

    private static OtpRequested mail(OtpRequested sms, int delivery) {
        return OtpRequested.newBuilder(sms)
                .setEventId(sms.getEventId() + "-" + delivery)
                .setDelivery(delivery)
                .setChannel(Channel.EMAIL)
                .setRoutingReason(RoutingReason.FALLBACK)
                .setMaskedDestination("a•••@Example.org")
                .setCountry(null)
                .build();
    }

    /** The groups of a day, each as its names and how many were requested, accepted, delivered and entered. */
    private List<String> conversion(Instant day, String by) {
        var answer =
                get("/v1/conversion?from=%s&to=%s&by=%s".formatted(day, day.plus(Duration.ofDays(1)), by), sally());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var names = Stream.of(by.split(",")).filter(name -> !name.isEmpty()).toList();
        return json(answer)
                .at("/groups")
                .valueStream()
                .map(group -> names.stream()
                                .map(name -> text(group.get(name)))
                                .reduce((a, b) -> a + " " + b)
                                .orElse("")
                        + ": " + group.get("requested") + " " + group.get("accepted") + " " + group.get("delivered")
                        + " " + group.get("entered"))
                .toList();
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "null" : value.asString();
    }

    /** Returns when the history has all of it. */
    private void publish(Object... published) {
        try (var events = events();
                var producer = producer()) {
            var sent = new ArrayList<Future<?>>();
            var ids = new ArrayList<String>();
            for (var event : published) {
                var topic = topic(event);
                ids.add(((org.apache.avro.specific.SpecificRecord) event).get(0).toString());
                sent.add(producer.send(new ProducerRecord<>(
                        topic.topicName(), "k".getBytes(UTF_8), events.serialize(topic.topicName(), event))));
            }
            for (var one : sent) {
                one.get();
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> jdbc.sql("SELECT count(*) FROM fact WHERE event_id = ANY(?)")
                                    .param(ids.toArray(String[]::new))
                                    .query(Long.class)
                                    .single()
                            == ids.stream().distinct().count());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Topic topic(Object event) {
        return switch (event) {
            case OtpRequested _ -> Topic.REQUESTS;
            case DeliveryReceipt _ -> Topic.RECEIPTS;
            default -> Topic.CHECKS;
        };
    }
}

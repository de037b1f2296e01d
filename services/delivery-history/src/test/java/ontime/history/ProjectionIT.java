package ontime.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;
import ontime.events.Topic;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.support.TransactionOperations;

class ProjectionIT extends HistoryIntegration {

    private static final Instant CLICK = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    @Qualifier("historyReader")
    private ConcurrentMessageListenerContainer<byte[], byte[]> reader;

    @AfterEach
    void everythingIsThereAgain() {
        DATABASE.shut();
        DATABASE.open();
        REGISTRY.shut();
        REGISTRY.open();
        eventually().until(() -> get("/v1/logins", sally()).statusCode() == 200);
    }

    @Test
    void aLoginIsToldWithAllItsInstantsAndStages() {
        var login = new TestEvents("l-told", "acme", CLICK);
        publish(Topic.CHECKS, login.typed(CheckOutcome.VERIFIED, 14_000));
        publish(Topic.RECEIPTS, login.delivered(), login.accepted(), login.delivered());
        publish(Topic.REQUESTS, login.requested(), login.requested());

        eventually().untilAsserted(() -> assertThat(facts("l-told")).isEqualTo(4));
        var answer = get("/v1/logins/l-told", sally());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var told = json(answer);
        assertThat(told.at("/verdict/code").asString()).isEqualTo("VERIFIED");
        assertThat(told.at("/clickedAt").asString()).isEqualTo("2026-03-02T10:00:00.000Z");
        assertThat(told.at("/challenges/0/reference").asString()).isEqualTo("K7");
        assertThat(told.at("/challenges/0/status").asString()).isEqualTo("VERIFIED");
        assertThat(told.at("/challenges/0/checks/0/outcome").asString()).isEqualTo("VERIFIED");
        var delivery = told.at("/challenges/0/deliveries/0");
        assertThat(delivery.at("/status").asString()).isEqualTo("DELIVERED");
        assertThat(delivery.at("/confidence").asString()).isEqualTo("HANDSET");
        assertThat(delivery.at("/destination").asString()).isEqualTo("+44 •••• ••0123");
        assertThat(delivery.at("/contactVersion").asLong()).isEqualTo(2);
        assertThat(delivery.at("/attempts")).hasSize(1);
        assertThat(delivery.at("/attempts/0/route").asString()).isEqualTo("eu-west-2");
        assertThat(delivery.at("/instants").toString())
                .isEqualTo("{\"clicked\":\"2026-03-02T10:00:00.000Z\",\"requested\":\"2026-03-02T10:00:00.040Z\","
                        + "\"published\":\"2026-03-02T10:00:00.060Z\",\"consumed\":\"2026-03-02T10:00:00.075Z\","
                        + "\"dispatched\":\"2026-03-02T10:00:00.090Z\",\"accepted\":\"2026-03-02T10:00:00.230Z\","
                        + "\"delivered\":\"2026-03-02T10:00:02.230Z\",\"entered\":\"2026-03-02T10:00:14.000Z\"}");
        assertThat(delivery.at("/stages").toString())
                .isEqualTo(
                        "{\"issue\":60,\"queue\":15,\"hold\":15,\"provider\":140,\"carrier\":2000,\"person\":11770}");
        assertThat(told.at("/events")).hasSize(4);
        assertThat(answer.body()).doesNotContain("sealed", "fingerprint", TestEvents.SEALED);
    }

    @Test
    void aLoginThatWasRefusedIsToldWithTheReason() {
        var login = new TestEvents("l-abroad", "acme", CLICK);
        var refused = login.refused(RefusalReason.NO_ROUTE)
                .setRoutingReason(RoutingReason.COUNTRY_NOT_ALLOWED)
                .build();
        publish(Topic.RECEIPTS, refused, refused);

        eventually().untilAsserted(() -> assertThat(facts("l-abroad")).isOne());
        var answer = get("/v1/logins/l-abroad", sally());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var told = json(answer);
        assertThat(told.at("/userId").asString()).isEqualTo("u-l-abroad");
        assertThat(told.at("/clickedAt").asString()).isEqualTo("2026-03-02T10:00:00.000Z");
        assertThat(told.at("/verdict/code").asString()).isEqualTo("NO_ROUTE");
        assertThat(told.at("/verdict/text").asString()).contains("+44 •••• ••0456 belongs to Jersey");
        assertThat(told.at("/inProgress").asBoolean()).isFalse();
        assertThat(told.at("/challenges")).isEmpty();
        assertThat(told.at("/refusals/0").toString())
                .isEqualTo("{\"refusedAt\":\"2026-03-02T10:00:00.050Z\",\"reason\":\"NO_ROUTE\","
                        + "\"routingReason\":\"COUNTRY_NOT_ALLOWED\",\"limit\":null,\"retryAt\":null,\"detail\":null,"
                        + "\"requestedChannel\":\"SMS\",\"destination\":\"+44 •••• ••0456\",\"country\":\"JE\","
                        + "\"userId\":null}");
        assertThat(told.at("/events/0/type").asString()).isEqualTo("LoginRefused");
        assertThat(told.at("/events/0/data/maskedDestination").asString()).isEqualTo("+44 •••• ••0456");
        assertThat(answer.body()).doesNotContain("ingerprint");
    }

    @Test
    void aRefusalThatNamesNobodyIsNoDeadLetter() {
        publish(
                Topic.RECEIPTS,
                new TestEvents("l-nobody", "acme", CLICK)
                        .refused(RefusalReason.MALFORMED)
                        .setUserId("")
                        .setDetail("userId is empty")
                        .build());

        eventually().untilAsserted(() -> assertThat(facts("l-nobody")).isOne());
        var told = json(get("/v1/logins/l-nobody", sally()));
        assertThat(told.at("/verdict/code").asString()).isEqualTo("REFUSED");
        assertThat(told.at("/verdict/evidence/0/text").asString()).isEqualTo("Refused: MALFORMED (userId is empty)");
    }

    @Test
    void poisonBecomesDeadLettersAndTheRestOfItsBatchIsStoredOnce() {
        var before = new TestEvents("l-before-poison", "acme", CLICK);
        var after = new TestEvents("l-after-poison", "acme", CLICK);
        var nul = new TestEvents("l-nul", "acme", CLICK).typed(CheckOutcome.WRONG_CODE, 5);
        var nulInside =
                CodeChecked.newBuilder(nul).setUserId("u\0").setEventId("nul-1").build();
        var foreign = new GenericData.Record(new Schema.Parser().parse("""
                {"type": "record", "name": "Stranger", "namespace": "somebody.else", "fields": [
                  {"name": "greeting", "type": "string"}]}"""));
        foreign.put("greeting", "hello");
        var unknownSchema =
                ByteBuffer.allocate(12).put((byte) 0).putInt(999_999).array();

        var key = "one-partition".getBytes(UTF_8);
        try (var events = events()) {
            var topic = Topic.CHECKS.topicName();
            var poison = Arrays.asList(
                    events.serialize(topic, before.typed(CheckOutcome.WRONG_CODE, 1_000)),
                    "no Avro at all".getBytes(UTF_8),
                    unknownSchema,
                    events.serialize(topic, foreign),
                    events.serialize(topic, nulInside),
                    null,
                    events.serialize(topic, after.typed(CheckOutcome.WRONG_CODE, 1_000)));
            send(Topic.CHECKS, key, poison);
        }

        eventually().untilAsserted(() -> assertThat(facts("l-after-poison")).isOne());
        assertThat(facts("l-before-poison")).isOne();
        assertThat(facts("l-nul")).isZero();
        eventually()
                .untilAsserted(() -> assertThat(deadLetters(Topic.CHECKS))
                        .extracting(letter -> header(letter, "dlt-reason"))
                        .satisfiesExactlyInAnyOrder(
                                reason -> assertThat(reason).startsWith("not an event of a known schema"),
                                reason -> assertThat(reason).startsWith("not an event of a known schema"),
                                reason -> assertThat(reason).contains("event"),
                                reason -> assertThat(reason).contains("SQLSTATE 22"),
                                reason -> assertThat(reason).isEqualTo("empty record")));
        assertThat(deadLetters(Topic.CHECKS))
                .allSatisfy(letter -> assertThat(letter.key()).isEqualTo(key))
                .anySatisfy(letter -> assertThat(letter.value()).isEqualTo(unknownSchema));
    }

    @Test
    void whileTheDatabaseIsAwayRecordsWait() {
        var login = new TestEvents("l-outage", "acme", CLICK);
        var letters = deadLetters(Topic.RECEIPTS).size();
        DATABASE.shut();
        var failures = failedBatches();
        publish(Topic.RECEIPTS, login.accepted());

        eventually().until(() -> failedBatches() > failures);
        var refused = get("/v1/logins/l-outage", sally());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(json(refused).at("/type").asString()).isEqualTo("unavailable");
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);

        DATABASE.open();
        eventually().untilAsserted(() -> assertThat(facts("l-outage")).isOne());
        assertThat(deadLetters(Topic.RECEIPTS)).hasSize(letters);
    }

    @Test
    void whileTheRegistryIsAwayRecordsOfUnknownSchemasWait() {
        var letters = deadLetters(Topic.CHECKS).size();
        var schema = CodeChecked.getClassSchema();
        // A schema of a later version, which the service has not seen yet and has to ask for.
        var fields = new ArrayList<Schema.Field>();
        schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("mood", Schema.create(Schema.Type.STRING), "How they felt.", "calm"));
        var later = Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
        var record = new GenericData.Record(later);
        var known = new TestEvents("l-registry", "acme", CLICK).typed(CheckOutcome.WRONG_CODE, 1_000);
        schema.getFields().forEach(field -> record.put(field.name(), plain(known.get(field.pos()))));
        record.put(
                "outcome", new GenericData.EnumSymbol(later.getField("outcome").schema(), "WRONG_CODE"));
        record.put("mood", "calm");
        byte[] value;
        try (var events = events()) {
            value = events.serialize(Topic.CHECKS.topicName(), record);
        }

        REGISTRY.shut();
        var failures = failedBatches();
        send(Topic.CHECKS, "k".getBytes(UTF_8), List.of(value));
        eventually().until(() -> failedBatches() > failures);

        REGISTRY.open();
        eventually().untilAsserted(() -> assertThat(facts("l-registry")).isOne());
        assertThat(deadLetters(Topic.CHECKS)).hasSize(letters);
    }

    @Test
    void readingGoesOnWhereTheDatabaseSaysAndNotWhereTheBrokerDoes() {
        var login = new TestEvents("l-restored", "acme", CLICK);
        publish(Topic.REQUESTS, login.requested());
        publish(Topic.RECEIPTS, login.accepted(), login.delivered());
        eventually().untilAsserted(() -> assertThat(facts("l-restored")).isEqualTo(3));
        var marks = marks();
        assertThat(marks).isNotEmpty();

        // As from a backup of before there was this login.
        reader.stop();
        jdbc.sql("DELETE FROM fact WHERE login_id = 'l-restored'").update();
        jdbc.sql("UPDATE read_mark SET next_offset = 0").update();
        reader.start();

        eventually().untilAsserted(() -> assertThat(facts("l-restored")).isEqualTo(3));
        eventually().untilAsserted(() -> assertThat(marks()).isEqualTo(marks));
    }

    @Test
    void whatACrashOfTheDatabaseTookBackIsReadOnceMoreWithTheNextRecords() {
        var login = new TestEvents("l-crashed", "acme", CLICK);
        publish(Topic.REQUESTS, login.requested());
        publish(Topic.RECEIPTS, login.accepted());
        eventually().untilAsserted(() -> assertThat(facts("l-crashed")).isEqualTo(2));

        loseWithMarks("l-crashed");
        publish(Topic.RECEIPTS, login.delivered());

        eventually().untilAsserted(() -> assertThat(facts("l-crashed")).isEqualTo(3));
    }

    @Test
    void whatACrashOfTheDatabaseTookBackIsReadOnceMoreWhereNothingComesAnyMore() {
        var login = new TestEvents("l-crashed-last", "acme", CLICK);
        publish(Topic.REQUESTS, login.requested());
        publish(Topic.RECEIPTS, login.accepted(), login.delivered());
        eventually().untilAsserted(() -> assertThat(facts("l-crashed-last")).isEqualTo(3));
        var marks = marks();

        loseWithMarks("l-crashed-last");

        eventually().untilAsserted(() -> assertThat(facts("l-crashed-last")).isEqualTo(3));
        eventually().untilAsserted(() -> assertThat(marks()).isEqualTo(marks));
    }

    /** As a server that crashed before these transactions were on its disk. */
    private void loseWithMarks(String loginId) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("DELETE FROM fact WHERE login_id = :login")
                    .param("login", loginId)
                    .update();
            jdbc.sql("UPDATE read_mark SET next_offset = 0").update();
        });
    }

    private List<String> marks() {
        return jdbc.sql("SELECT read_mark::text FROM read_mark ORDER BY topic, partition")
                .query(String.class)
                .list();
    }

    @Test
    void theLagIsMeasured() {
        publish(Topic.REQUESTS, new TestEvents("l-lag", "acme", CLICK).requested());

        eventually().untilAsserted(() -> assertThat(facts("l-lag")).isOne());
        assertThat(get("/actuator/prometheus").body()).contains("otp_history_lag_seconds_count");
    }

    private static ConditionFactory eventually() {
        return await().atMost(PATIENCE).ignoreExceptions();
    }

    private static Object plain(Object value) {
        return value instanceof Instant instant ? instant.toEpochMilli() : value;
    }

    private int failedBatches() {
        return (int) meters.find("spring.kafka.listener").tag("result", "failure").timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    private int facts(String loginId) {
        return jdbc.sql("SELECT count(*) FROM fact WHERE login_id = :login")
                .param("login", loginId)
                .query(Integer.class)
                .single();
    }

    private void publish(Topic topic, Object... published) {
        try (var events = events()) {
            send(
                    topic,
                    "k".getBytes(UTF_8),
                    Stream.of(published)
                            .map(event -> events.serialize(topic.topicName(), event))
                            .toList());
        }
    }

    private void send(Topic topic, byte[] key, List<byte[]> values) {
        try (var producer = producer()) {
            var sent = new ArrayList<Future<?>>();
            for (var value : values) {
                sent.add(producer.send(new ProducerRecord<>(topic.topicName(), key, value)));
            }
            for (var one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /** All dead letters of a topic that are there now. */
    private List<ConsumerRecord<byte[], byte[]>> deadLetters(Topic topic) {
        try (var consumer = consumer()) {
            var partitions = consumer.partitionsFor(topic.deadLetterName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var letters = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (!reached(ends, partitions, consumer::position)) {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
            }
            return letters;
        }
    }

    private static boolean reached(
            Map<TopicPartition, Long> ends, List<TopicPartition> partitions, ToLongFunction<TopicPartition> position) {
        var left = new HashMap<>(ends);
        partitions.forEach(partition ->
                left.computeIfPresent(partition, (key, end) -> position.applyAsLong(key) >= end ? null : end));
        return left.isEmpty();
    }
}

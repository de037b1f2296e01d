package ontime.issuer.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.Topic;
import ontime.issuer.MovableClock;
import ontime.tracing.Spans;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;

class RelayTest {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

    private final MovableClock clock = new MovableClock();
    private final FakeOutbox outbox = new FakeOutbox();
    private final MockProducer<String, Object> broker = new Broker();
    private final Relay relay = relay(Duration.ofMillis(300));

    RelayTest() {
        clock.stopAt(NOW);
    }

    @AfterEach
    void stop() {
        relay.stop();
    }

    @Test
    void whatWasCommittedIsPublishedAndThenForgotten() {
        relay.accept(List.of(written(1, "a")));
        awaitSent(1);
        relay.tidy();
        assertThat(outbox.size()).as("the broker has not answered yet").isEqualTo(1);

        broker.completeNext();

        await().untilAsserted(() -> {
            relay.tidy();
            assertThat(outbox.size()).isZero();
        });
        ProducerRecord<String, Object> sent = broker.history().getFirst();
        assertThat(sent.topic()).isEqualTo("otp.checks");
        assertThat(sent.key()).isEqualTo("a");
        assertThat(new String(sent.headers().lastHeader("ce_id").value(), UTF_8))
                .isEqualTo("event-1");
    }

    @Test
    void anEventWaitsForTheOneBeforeItOfTheSameKey() {
        relay.accept(List.of(written(1, "a"), written(2, "a"), written(3, "b")));

        awaitSent(2);
        assertThat(keys()).containsExactlyInAnyOrder("a", "b");

        completeAll(3);
        assertThat(keys().stream().filter("a"::equals)).hasSize(2);
    }

    @Test
    void whatFailsIsPutBackWithEverythingBehindItAndTriedAgainLater() {
        relay.accept(List.of(written(1, "a"), written(2, "a")));
        awaitSent(1);

        broker.errorNext(new TimeoutException("the broker is away"));
        await().until(() -> outbox.due(1).equals(NOW) && outbox.due(2).equals(NOW));
        relay.sweep();
        assertThat(keys()).as("who has failed stands back").hasSize(1);

        clock.advance(Duration.ofSeconds(5));
        relay.sweep();
        completeAll(3);
        await().untilAsserted(() -> {
            relay.tidy();
            assertThat(outbox.size()).isZero();
        });
        assertThat(ids()).containsExactly("event-1", "event-1", "event-2");
    }

    @Test
    void whatAnotherReplicaLeftBehindIsSwept() {
        written(1, "a");

        relay.sweep();

        awaitSent(1);
        assertThat(outbox.due(1)).as("no other replica takes it meanwhile").isAfter(NOW.plusSeconds(40));
        broker.completeNext();
    }

    @Test
    void whatIsOnItsWayIsNotSweptAgain() {
        relay.accept(List.of(written(1, "a")));
        awaitSent(1);

        relay.sweep();
        relay.accept(List.of(written(2, "b")));

        awaitSent(2);
        assertThat(ids()).containsExactlyInAnyOrder("event-1", "event-2");
        completeAll(2);
    }

    @Test
    void whatNobodyCanReadIsPutOffAndHoldsUpNobody() {
        var garbage = new OutboxEntry(
                1, "otp.checks", "a", "garbage", NOW, CodeChecked.class.getName(), new byte[] {7}, null);
        var unknown =
                new OutboxEntry(2, "otp.checks", "a", "unknown", NOW, "ontime.events.FromTheFuture", new byte[0], null);
        outbox.put(garbage, NOW);
        outbox.put(unknown, NOW);

        relay.accept(List.of(garbage, unknown, written(3, "a")));

        completeAll(1);
        assertThat(ids()).containsExactly("event-3");
        assertThat(outbox.due(1)).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        assertThat(outbox.due(2)).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        await().untilAsserted(() -> {
            relay.tidy();
            assertThat(outbox.size()).as("nothing is lost").isEqualTo(2);
        });
    }

    @Test
    void aShutdownWaitsForTheBrokersAnswer() throws InterruptedException {
        var patient = relay(Duration.ofMinutes(1));
        patient.start();
        patient.accept(List.of(written(1, "a")));
        awaitSent(1);
        var shutdown = Thread.ofVirtual().start(patient::stop);
        await().until(() -> !patient.isRunning());

        broker.completeNext();

        shutdown.join();
        assertThat(outbox.size()).isZero();
    }

    @Test
    void aShutdownDoesNotWaitForeverAndLosesNothing() {
        relay.accept(List.of(written(1, "a")));
        awaitSent(1);

        relay.stop();

        assertThat(outbox.size()).isEqualTo(1);
    }

    @Test
    void whatIsCommittedDuringAShutdownIsLeftToASweep() {
        relay.stop();

        relay.accept(List.of(written(1, "a")));

        assertThat(broker.history()).isEmpty();
        assertThat(outbox.size()).isEqualTo(1);
    }

    private Relay relay(Duration patience) {
        return new Relay(outbox, new KafkaTemplate<>(() -> broker), Spans.none(new Random(1)), clock, patience);
    }

    private OutboxEntry written(long id, String key) {
        var event = CodeChecked.newBuilder()
                .setEventId("event-" + id)
                .setTenant("demo")
                .setUserId("u-1")
                .setLoginId("login-1")
                .setChallengeId(key)
                .setOutcome(CheckOutcome.WRONG_CODE)
                .setAttemptsLeft(4)
                .setCheckedAt(NOW)
                .build();
        var entry = new OutboxEntry(
                id,
                Topic.CHECKS.topicName(),
                key,
                event.getEventId(),
                NOW,
                CodeChecked.class.getName(),
                EventContent.write(event),
                null);
        outbox.put(entry, NOW);
        return entry;
    }

    private void awaitSent(int count) {
        await().until(() -> broker.history().size() >= count);
    }

    /** Answers each record as it comes, until there were so many in all. */
    private void completeAll(int count) {
        await().until(() -> {
            broker.completeNext();
            return broker.history().size() >= count;
        });
        await().until(() -> !broker.completeNext());
    }

    private List<String> keys() {
        return broker.history().stream().map(ProducerRecord::key).toList();
    }

    private List<String> ids() {
        return broker.history().stream()
                .map(sent -> ((CodeChecked) sent.value()).getEventId())
                .toList();
    }

    /** Kafka's own stand-in, which answers when it is told to. */
    private static final class Broker extends MockProducer<String, Object> {

        Broker() {
            super(false, null, new StringSerializer(), (topic, value) -> new byte[0]);
        }

        /** The template gives a producer back after each record; the real factory keeps it open as well. */
        @Override
        public void close() {}

        @Override
        public void close(Duration timeout) {}
    }
}

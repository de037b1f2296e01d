package ontime.directory.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import ontime.events.Topic;
import ontime.events.UserErased;
import ontime.tracing.Span;
import ontime.tracing.ToldSpans;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;

class RelayTest {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

    private final FakeOutbox outbox = new FakeOutbox();
    private final Broker broker = new Broker();
    private final ToldSpans spans = new ToldSpans();
    private final Relay relay = new Relay(outbox, new KafkaTemplate<>(() -> broker), spans, InstantSource.fixed(NOW));

    @AfterEach
    void stop() {
        relay.stop();
    }

    @Test
    void whatIsCommittedIsPublishedInItsOrderAndThenForgotten() {
        relay.start();
        outbox.add(event(1, "a"));
        outbox.add(event(2, "b"));
        outbox.add(event(3, "a"));

        relay.run();

        await().until(() -> outbox.size() == 0);
        assertThat(ids()).containsExactly("event-1", "event-2", "event-3");
        assertThat(new String(
                        broker.history()
                                .getFirst()
                                .headers()
                                .lastHeader("ce_type")
                                .value(),
                        UTF_8))
                .isEqualTo("ontime.events.UserErased");
    }

    @Test
    void aTombstoneHasNoContentAndSaysOfWhenItIs() {
        relay.start();
        outbox.add(new OutboxEntry(1, Topic.CONTACTS.topicName(), "a", "event-1", NOW, null, null, null));

        relay.run();

        await().until(() -> outbox.size() == 0);
        var tombstone = broker.history().getFirst();
        assertThat(tombstone.value()).isNull();
        assertThat(new String(tombstone.headers().lastHeader("ce_time").value(), UTF_8))
                .isEqualTo("2026-01-31T10:00:00.000Z");
    }

    @Test
    void ofAKeyOfWhichOneFailedNothingBehindItCountsAsPublished() {
        broker.refused.add("event-1");
        outbox.add(event(1, "a"));
        outbox.add(event(2, "b"));
        outbox.add(event(3, "a"));

        relay.start();
        await().until(() -> outbox.size() == 2);
        broker.refused.clear();
        relay.run();

        await().until(() -> outbox.size() == 0);
        assertThat(ids().subList(ids().size() - 2, ids().size()))
                .as("the newest state of a key comes last")
                .containsExactly("event-1", "event-3");
    }

    @Test
    void aBrokerThatIsAwayIsNotAskedForEachRecord() {
        broker.away = true;
        outbox.add(event(1, "a"));
        outbox.add(event(2, "b"));

        relay.start();
        await().until(() -> broker.asked.contains("event-1"));
        assertThat(broker.asked).doesNotContain("event-2");
        broker.away = false;
        relay.run();

        await().until(() -> outbox.size() == 0);
        assertThat(ids()).containsExactly("event-1", "event-2");
    }

    @Test
    void whatNobodyCanReadStaysAndHoldsUpNobodyElse() {
        outbox.add(new OutboxEntry(
                1, "otp.accounts", "a", "garbage", NOW, UserErased.class.getName(), new byte[] {7}, null));
        outbox.add(new OutboxEntry(
                2, "otp.accounts", "b", "unknown", NOW, "ontime.events.FromTheFuture", new byte[0], null));
        outbox.add(event(3, "c"));

        relay.start();

        await().until(() -> outbox.size() == 2);
        assertThat(ids()).containsExactly("event-3");
    }

    @Test
    void whatFollowsFromAnEventIsAChildOfItsPublication() {
        broker.refused.add("event-1");
        outbox.add(event(1, "a", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        outbox.add(event(2, "b", "00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b8-00"));
        outbox.add(event(3, "a"));
        relay.start();
        await().until(() -> outbox.size() == 2);
        broker.refused.clear();
        relay.run();

        await().until(() -> outbox.size() == 0);
        assertThat(spans.told())
                .extracting(
                        ToldSpans.Told::kind,
                        ToldSpans.Told::name,
                        ToldSpans.Told::trace,
                        ToldSpans.Told::parent,
                        ToldSpans.Told::failed)
                .containsExactly(
                        tuple(
                                Span.Kind.PRODUCER,
                                "send otp.accounts",
                                "4bf92f3577b34da6a3ce929d0e0e4736",
                                "00f067aa0ba902b7",
                                true),
                        tuple(
                                Span.Kind.PRODUCER,
                                "send otp.accounts",
                                "4bf92f3577b34da6a3ce929d0e0e4736",
                                "00f067aa0ba902b7",
                                false));
        assertThat(trace("event-1"))
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-"
                        + spans.told().getLast().id() + "-01");
        assertThat(trace("event-2")).isEqualTo("00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b8-00");
        assertThat(trace("event-3")).isEmpty();
    }

    private String trace(String event) {
        return broker.history().stream()
                .filter(record -> id(record).equals(event))
                .map(record -> record.headers().lastHeader("traceparent"))
                .map(header -> header == null ? "" : new String(header.value(), UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private static OutboxEntry event(long id, String key) {
        return event(id, key, null);
    }

    private static OutboxEntry event(long id, String key, @Nullable String traceparent) {
        var event = UserErased.newBuilder()
                .setEventId("event-" + id)
                .setTenant("demo")
                .setUserId(key)
                .setErasedAt(NOW)
                .build();
        return new OutboxEntry(
                id,
                Topic.ACCOUNTS.topicName(),
                key,
                event.getEventId(),
                NOW,
                UserErased.class.getName(),
                EventContent.write(event),
                traceparent);
    }

    private List<String> ids() {
        return broker.history().stream().map(RelayTest::id).toList();
    }

    private static String id(ProducerRecord<String, Object> record) {
        return new String(record.headers().lastHeader("ce_id").value(), UTF_8);
    }

    /** Kafka's own stand-in, which takes everything but what it is told to refuse. */
    private static final class Broker extends MockProducer<String, Object> {

        private final Set<String> refused = ConcurrentHashMap.newKeySet();
        private final Set<String> asked = ConcurrentHashMap.newKeySet();
        private final List<Runnable> answers = new CopyOnWriteArrayList<>();
        private volatile boolean away;

        Broker() {
            super(true, null, new StringSerializer(), (topic, value) -> new byte[0]);
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, Object> record, Callback callback) {
            asked.add(id(record));
            if (away) {
                throw new TimeoutException("no metadata");
            }
            if (refused.contains(id(record))) {
                var failed = new CompletableFuture<RecordMetadata>();
                // Later than the send, as a broker does.
                answers.add(() -> {
                    callback.onCompletion(null, new RecordTooLargeException("refused"));
                    failed.completeExceptionally(new RecordTooLargeException("refused"));
                });
                return failed;
            }
            answers.forEach(Runnable::run);
            answers.clear();
            return super.send(record, callback);
        }

        /** The template gives a producer back after each record; the real factory keeps it open as well. */
        @Override
        public void close() {}

        @Override
        public void close(Duration timeout) {}
    }
}

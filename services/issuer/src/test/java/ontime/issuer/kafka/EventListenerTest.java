package ontime.issuer.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import ontime.events.LoginStarted;
import ontime.tracing.Spans;
import ontime.tracing.Work;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.transaction.CannotCreateTransactionException;

class EventListenerTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final List<String> handled = new ArrayList<>();
    private final List<String> traces = new ArrayList<>();
    private final MockProducer<byte[], byte[]> letters =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public void close(Duration timeout) {
                    // Stays open when the template hands it back, as the producers of Spring's own factory do.
                    flush();
                }
            };

    @Test
    void ofABatchWithPoisonTheRestIsHandledInItsOrder() {
        listen(true, "a", "!bytes", "b", "unusable", "c", "nul", "bug", "", "d");

        assertThat(handled).containsExactly("a", "b", "c", "d");
        assertThat(letters.history())
                .extracting(EventListenerTest::reason)
                .containsExactly(
                        "not an event of a known schema: IllegalStateException",
                        "the tenant is not known",
                        "refused by the database: DataIntegrityViolationException",
                        "could not be handled: IllegalStateException",
                        "empty record");
    }

    @Test
    void bytesThatNobodyCouldDecodeAreKeptAsTheyCame() {
        listen(true, "!bytes");

        assertThat(letters.history()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo("otp.logins.dlt");
            assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
            assertThat(letter.value()).isEqualTo("!bytes".getBytes(UTF_8));
            assertThat(header(letter, "dlt-consumer")).isEqualTo("issuer");
        });
    }

    @Test
    void whatNamesADestinationInClearIsNotKeptOnceItWasDecoded() {
        listen(true, "unusable", "bug");

        assertThat(letters.history()).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.key()).isNull();
            assertThat(letter.value()).isNull();
        });
    }

    @Test
    void whatNamesNoDestinationIsKept() {
        listen(false, "unusable");

        assertThat(letters.history())
                .singleElement()
                .satisfies(letter -> assertThat(letter.value()).isEqualTo("unusable".getBytes(UTF_8)));
    }

    @Test
    void whileTheRegistryOrTheDatabaseIsAwayEverythingWaits() {
        assertThatThrownBy(() -> listen(true, "!bytes", "a", "?registry", "b"))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> listen(true, "?database", "b")).isInstanceOf(DataAccessResourceFailureException.class);
        assertThatThrownBy(() -> listen(true, "?connection", "b")).isInstanceOf(CannotCreateTransactionException.class);

        assertThat(handled).containsExactly("a");
        assertThat(letters.history()).isEmpty();
    }

    @Test
    void theTraceOfARecordIsFollowedWhileItIsHandledAndOneThatHasNoneBeginsOne() {
        var traced = record("a", 0);
        traced.headers().add("traceparent", TRACE.getBytes(UTF_8));
        var broken = record("b", 1);
        broken.headers().add("traceparent", "no trace".getBytes(UTF_8));

        listener(true).onMessage(List.of(traced, broken, record("c", 2)));

        assertThat(traces).hasSize(3).startsWith(TRACE).doesNotHaveDuplicates();
        assertThat(Work.handOn()).isNull();
    }

    @Test
    void aTombstoneIsOfTheTimeThatItSays() {
        var said = record("", 0);
        said.headers().add("ce_time", "2026-01-31T10:00:00.000Z".getBytes(UTF_8));
        var nonsense = record("", 1);
        nonsense.headers().add("ce_time", "yesterday".getBytes(UTF_8));
        var taken = new ArrayList<Instant>();
        EventHandler handler = new EventHandler() {
            @Override
            public void handle(SpecificRecord event) {
                handled.add("an event");
            }

            @Override
            public void handleTombstone(byte[] key, Instant since) {
                taken.add(since);
            }
        };

        listener(true, handler).onMessage(List.of(said, nonsense));

        assertThat(taken)
                .containsExactly(Instant.parse("2026-01-31T10:00:00Z"), Instant.ofEpochMilli(nonsense.timestamp()));
    }

    private void listen(boolean inClear, String... names) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        Stream.of(names).forEach(name -> records.add(record(name, records.size())));
        listener(inClear).onMessage(records);
    }

    private EventListener listener(boolean inClear) {
        return listener(inClear, this::handle);
    }

    private void handle(SpecificRecord event) throws UnusableEventException {
        String name = ((LoginStarted) event).getLoginId();
        switch (name) {
            case "unusable" -> throw new UnusableEventException("the tenant is not known");
            case "nul" -> throw new DataIntegrityViolationException("a message that quotes");
            case "bug" -> throw new IllegalStateException("a message that quotes");
            case "?database" -> throw new DataAccessResourceFailureException("away");
            case "?connection" -> throw new CannotCreateTransactionException("away");
            default -> {
                handled.add(name);
                traces.add(Objects.requireNonNull(Work.handOn()));
            }
        }
    }

    private EventListener listener(boolean inClear, EventHandler handler) {
        ProducerFactory<byte[], byte[]> producers = new ProducerFactory<>() {
            @Override
            public Producer<byte[], byte[]> createProducer() {
                return letters;
            }
        };
        return new EventListener(
                new EventReader(new NamedLogins()),
                handler,
                new DeadLetters(producers, new SimpleMeterRegistry()),
                inClear,
                Spans.none(new Random(1)),
                InstantSource.system());
    }

    private static ConsumerRecord<byte[], byte[]> record(String name, long offset) {
        return new ConsumerRecord<>(
                "otp.logins", 4, offset, "key".getBytes(UTF_8), name.isEmpty() ? null : name.getBytes(UTF_8));
    }

    private static String reason(ProducerRecord<byte[], byte[]> letter) {
        return header(letter, "dlt-reason");
    }

    private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    /** The bytes are the login's name; a bang stands for what nobody can read. */
    private static final class NamedLogins implements Deserializer<LoginStarted> {

        @Override
        public @Nullable LoginStarted deserialize(String topic, byte @Nullable [] data) {
            if (data == null) {
                return null;
            }
            String name = new String(data, UTF_8);
            if (name.startsWith("!")) {
                throw new IllegalStateException("what is this?");
            }
            if (name.equals("?registry")) {
                throw new IllegalStateException(new ConnectException("refused"));
            }
            return LoginStarted.newBuilder()
                    .setEventId("e")
                    .setTenant("acme")
                    .setUserId("u-1")
                    .setLoginId(name)
                    .setStartedAt(Instant.EPOCH)
                    .build();
        }
    }
}

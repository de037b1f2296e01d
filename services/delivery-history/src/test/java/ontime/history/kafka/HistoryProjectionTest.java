package ontime.history.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.history.TestEvents;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.Published;
import ontime.history.projection.Backlog;
import ontime.history.projection.Journal;
import ontime.history.projection.MarksLost;
import ontime.history.projection.ReadMark;
import ontime.tracing.Span;
import ontime.tracing.ToldSpans;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.kafka.core.KafkaTemplate;

class HistoryProjectionTest {

    private static final Instant PUBLISHED = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant NOW = PUBLISHED.plusSeconds(3);

    private static final TopicPartition PARTITION = new TopicPartition("otp.checks", 4);

    private final List<String> stored = new ArrayList<>();
    private final List<ReadMark> marks = new ArrayList<>();
    private final MockProducer<byte[], byte[]> letters = new SharedProducer();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final FussyLog journal = new FussyLog();
    private final Backlog backlog = new Backlog();
    private final ToldSpans spans = new ToldSpans();
    private final Map<String, String> traces = new HashMap<>();
    private boolean databaseIsAway;
    private int lettersWhenMarked;
    private final HistoryProjection projection = new HistoryProjection(
            new EventReader(new NamedEvents()),
            journal,
            new DeadLetters(new KafkaTemplate<>(() -> letters), "delivery-history", meters),
            new StoredMarks(journal, ids()),
            ids(),
            backlog,
            new EventSpans(spans),
            InstantSource.fixed(NOW),
            meters);

    private static TopicIds ids() {
        var ids = new TopicIds(topics -> Map.of("otp.checks", "id-1"));
        ids.ask(Set.of("otp.checks"));
        return ids;
    }

    @Test
    void ofABatchWithPoisonTheRestIsStoredOnceAndInOrder() {
        project("a", "b", "!unreadable", "c", "nul", "d", "", "nul", "e");

        assertThat(stored).containsExactly("a", "b", "c", "d", "e");
        assertThat(letters.history())
                .extracting(HistoryProjectionTest::reason)
                .containsExactly(
                        "not an event of a known schema: IllegalStateException",
                        "eventId is empty",
                        "refused by the fussy log",
                        "refused by the fussy log");
    }

    @Test
    void aDeadLetterIsTheRecordAsItCameWithWhereItCameFrom() {
        project("a", "!unreadable");

        assertThat(letters.history()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo("otp.checks.dlt");
            assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
            assertThat(letter.value()).isEqualTo("!unreadable".getBytes(UTF_8));
            assertThat(header(letter, "dlt-consumer")).isEqualTo("delivery-history");
            assertThat(header(letter, "dlt-partition")).isEqualTo("4");
            assertThat(header(letter, "dlt-offset")).isEqualTo("1");
        });
    }

    @Test
    void whileTheRegistryIsAwayNothingIsADeadLetter() {
        assertThatThrownBy(() -> project("a", "!unreadable", "?registry", "b"))
                .isInstanceOf(SerializationException.class);

        assertThat(stored).isEmpty();
        assertThat(letters.history()).isEmpty();
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsADeadLetter() {
        databaseIsAway = true;
        assertThatThrownBy(() -> project("a", "!unreadable")).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(letters.history()).isEmpty();

        databaseIsAway = false;
        project("a", "!unreadable");
        assertThat(stored).containsExactly("a");
        assertThat(letters.history()).hasSize(1);
    }

    @Test
    void howFarItHasReadIsKeptWithTheBatch() {
        project("a", "b", "c");

        assertThat(marks).containsExactly(new ReadMark("otp.checks", 4, 3, "id-1"));
    }

    @Test
    void ofABatchWithPoisonThatIsKeptOnlyWhenTheDeadLettersAreWritten() {
        project("a", "nul", "!unreadable", "b");

        assertThat(marks).containsExactly(new ReadMark("otp.checks", 4, 4, "id-1"));
        assertThat(lettersWhenMarked).isEqualTo(2);
    }

    @Test
    void whenTheDatabaseHasLostMarksNothingIsAddedBehindTheGapAndTheBatchComesOnceMore() {
        project("a", "b");
        stored.clear();
        marks.clear();
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.seek(PARTITION, 5);

        project("c");

        assertThat(stored).isEmpty();
        assertThat(marks).isEmpty();
        assertThat(consumer.position(PARTITION)).isZero();

        project("a", "b", "c");
        assertThat(stored).containsExactly("a", "b", "c");
    }

    @Test
    void theLagIsFromThePublicationToTheHistory() {
        project("a", "b");

        var lag = meters.get("otp.history.lag").timer();
        assertThat(lag.count()).isEqualTo(2);
        assertThat(lag.max(TimeUnit.SECONDS)).isEqualTo(3.0);
    }

    @Test
    void theHistoryIsBehindForAsLongAsThereIsMoreToRead() {
        consumer.updateEndOffsets(Map.of(PARTITION, 3L));
        consumer.assign(Set.of(PARTITION));
        consumer.seek(PARTITION, 1);
        project("a");
        assertThat(backlog.worst()).contains(Duration.ofSeconds(3));

        consumer.seek(PARTITION, 3);
        project("b", "c");
        assertThat(backlog.worst()).isEmpty();
    }

    @Test
    void whoReadsAPartitionNoMoreIsNotBehindInIt() {
        consumer.updateEndOffsets(Map.of(PARTITION, 3L));
        consumer.assign(Set.of(PARTITION));
        consumer.seek(PARTITION, 1);
        project("a");

        projection.onPartitionsRevoked(Set.of(PARTITION));

        assertThat(backlog.worst()).isEmpty();
    }

    @Test
    void eachEventOfABatchIsToldInItsOwnTraceWhereSomebodyKeepsThat() {
        traces.put("a", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        traces.put("b", "00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b8-00");
        traces.put("nul", "00-6bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b9-01");

        project("a", "b", "c", "nul");

        assertThat(spans.told())
                .extracting(
                        ToldSpans.Told::kind,
                        ToldSpans.Told::name,
                        ToldSpans.Told::trace,
                        ToldSpans.Told::parent,
                        ToldSpans.Told::failed)
                .containsExactly(
                        tuple(
                                Span.Kind.CONSUMER,
                                "process otp.checks",
                                "4bf92f3577b34da6a3ce929d0e0e4736",
                                "00f067aa0ba902b7",
                                false),
                        tuple(
                                Span.Kind.CONSUMER,
                                "process otp.checks",
                                "6bf92f3577b34da6a3ce929d0e0e4736",
                                "00f067aa0ba902b9",
                                true));
        assertThat(spans.told().getFirst().attributes())
                .containsEntry("ontime.login.id", "l-a")
                .containsKey("ontime.challenge.id")
                .containsEntry("messaging.message.id", "a");
    }

    @Test
    void aBatchThatIsTriedAgainIsToldOnce() {
        traces.put("a", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        databaseIsAway = true;
        assertThatThrownBy(() -> project("a")).isInstanceOf(DataAccessResourceFailureException.class);
        databaseIsAway = false;

        project("a");

        assertThat(spans.told()).hasSize(1);
        assertThat(spans.begun()).isEqualTo(1);
    }

    private void project(String... names) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        Stream.of(names).forEach(name -> records.add(record(name, records.size())));
        consumer.assign(Set.of(PARTITION));
        projection.onMessage(records, consumer);
    }

    private ConsumerRecord<byte[], byte[]> record(String name, long offset) {
        var headers = new RecordHeaders();
        if (traces.containsKey(name)) {
            headers.add("traceparent", traces.get(name).getBytes(UTF_8));
        }
        return new ConsumerRecord<>(
                "otp.checks",
                4,
                offset,
                PUBLISHED.toEpochMilli(),
                TimestampType.CREATE_TIME,
                3,
                name.length(),
                "key".getBytes(UTF_8),
                name.getBytes(UTF_8),
                headers,
                Optional.empty());
    }

    private static String reason(ProducerRecord<byte[], byte[]> letter) {
        return header(letter, "dlt-reason");
    }

    private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    /** Stays open when the template hands it back, as the producers of Spring's own factory do. */
    private static final class SharedProducer extends MockProducer<byte[], byte[]> {
        SharedProducer() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void close(Duration timeout) {
            flush();
        }
    }

    /** Makes an event of a name, unless the name says that something is wrong. */
    private static final class NamedEvents implements Deserializer<Object> {
        @Override
        public Object deserialize(String topic, byte[] data) {
            var name = new String(data, UTF_8);
            if (name.startsWith("!")) {
                throw new IllegalStateException("not Avro");
            }
            if (name.startsWith("?")) {
                throw new SerializationException("cannot ask", new ConnectException("refused"));
            }
            return CodeChecked.newBuilder(
                            new TestEvents("l-" + name, "acme", PUBLISHED).typed(CheckOutcome.WRONG_CODE, 1))
                    .setEventId(name)
                    .build();
        }
    }

    /** Keeps names, but refuses a batch that has a "nul" in it, as a database does. */
    private final class FussyLog implements Journal {
        @Override
        public void add(List<Published> facts, List<ReadMark> readTo, List<ReadMark> builtOn) {
            if (databaseIsAway) {
                throw new DataAccessResourceFailureException("away");
            }
            requireKept(builtOn);
            var names = facts.stream().map(fact -> fact.fact().eventId()).toList();
            if (names.contains("nul")) {
                throw new FactsRefused("refused by the fussy log", new IllegalArgumentException("nul"));
            }
            stored.addAll(names);
            if (!readTo.isEmpty()) {
                marks.addAll(readTo);
                lettersWhenMarked = letters.history().size();
            }
        }

        @Override
        public void requireKept(List<ReadMark> builtOn) {
            if (!marks.containsAll(builtOn)) {
                throw new MarksLost();
            }
        }

        @Override
        public List<ReadMark> marks() {
            return marks;
        }

        @Override
        public boolean isEmpty() {
            return stored.isEmpty();
        }
    }
}

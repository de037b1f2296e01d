package ontime.issuer.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import ontime.events.EventHeaders;
import ontime.events.TraceParent;
import ontime.tracing.Records;
import ontime.tracing.Span;
import ontime.tracing.Spans;
import ontime.tracing.Work;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.transaction.TransactionException;

/**
 * Hands the events of a topic to whoever handles them. What is wrong with a single record concerns that record only,
 * which becomes a dead letter; what is wrong with the database, the registry or the broker is thrown, and the whole
 * batch is tried again until it passes. Trying again is safe, because handlers take an event that comes twice, and dead
 * letters are written last.
 */
final class EventListener implements BatchMessageListener<byte[], byte[]> {

    /** What is wrong with one record, and whether its content must not be kept. */
    private record Flaw(ConsumerRecord<byte[], byte[]> record, String reason, boolean secret) {}

    private final EventReader reader;
    private final EventHandler handler;
    private final DeadLetters deadLetters;
    private final boolean inClear;
    private final Spans spans;
    private final InstantSource clock;

    /** @param inClear whether events of this topic name destinations, which must not last as long as a dead letter */
    EventListener(
            EventReader reader,
            EventHandler handler,
            DeadLetters deadLetters,
            boolean inClear,
            Spans spans,
            InstantSource clock) {
        this.reader = reader;
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.inClear = inClear;
        this.spans = spans;
        this.clock = clock;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        var flaws = new ArrayList<Flaw>();
        for (var record : records) {
            try {
                if (record.value() == null && record.key() != null) {
                    handling(() -> handler.handleTombstone(record.key(), time(record)));
                } else {
                    handle(record, reader.read(record));
                }
            } catch (UnreadableRecordException e) {
                flaws.add(new Flaw(record, Objects.requireNonNull(e.getMessage()), false));
            } catch (UnusableEventException e) {
                flaws.add(new Flaw(record, Objects.requireNonNull(e.getMessage()), inClear));
            }
        }
        // Last, so that a batch that is tried again for an hour leaves each of them once.
        flaws.forEach(this::giveUp);
    }

    private void handle(ConsumerRecord<byte[], byte[]> record, SpecificRecord event) throws UnusableEventException {
        var given = TraceParent.of(record.headers());
        try (var work = Work.begin(spans, clock, Span.Kind.CONSUMER, "process " + record.topic(), given)) {
            Records.describe(work, record.topic());
            handle(event);
        }
    }

    /** When what a record tells became true; for whoever does not say so, when it was written. */
    private static Instant time(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(EventHeaders.TIME);
        try {
            return header == null || header.value() == null
                    ? Instant.ofEpochMilli(record.timestamp())
                    : Instant.parse(new String(header.value(), UTF_8));
        } catch (DateTimeParseException e) {
            return Instant.ofEpochMilli(record.timestamp());
        }
    }

    private void handle(SpecificRecord event) throws UnusableEventException {
        handling(() -> handler.handle(event));
    }

    private interface Step {
        void run() throws UnusableEventException;
    }

    private static void handling(Step step) throws UnusableEventException {
        try {
            step.run();
        } catch (DataIntegrityViolationException e) {
            // What the database cannot hold is the record's fault.
            throw new UnusableEventException("refused by the database: " + kind(e));
        } catch (DataAccessException | TransactionException e) {
            // Everything else that is wrong with a database passes.
            throw e;
        } catch (RuntimeException e) {
            throw new UnusableEventException("could not be handled: " + kind(e));
        }
    }

    private void giveUp(Flaw flaw) {
        if (flaw.secret) {
            deadLetters.keepWithoutContent(flaw.record, flaw.reason);
        } else {
            deadLetters.keep(flaw.record, flaw.reason);
        }
    }

    /** The kind alone: messages of exceptions may print what was sent. */
    private static String kind(RuntimeException e) {
        return e.getClass().getSimpleName();
    }
}

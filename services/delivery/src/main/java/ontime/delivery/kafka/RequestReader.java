package ontime.delivery.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import ontime.delivery.EndedChallenges;
import ontime.delivery.Job;
import ontime.delivery.TraceContext;
import ontime.events.Channel;
import ontime.events.EventHeaders;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.events.RegistryOutage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a record says, notes what it ends, and hands on the requests of this channel. */
final class RequestReader {

    private static final Logger LOG = LoggerFactory.getLogger(RequestReader.class);

    private final Channel channel;
    private final Deserializer<?> events;
    private final EndedChallenges ended;
    private final Dispatch dispatch;
    private final DeadLetters deadLetters;
    private final InstantSource clock;

    RequestReader(
            Channel channel,
            Deserializer<?> events,
            EndedChallenges ended,
            Dispatch dispatch,
            DeadLetters deadLetters,
            InstantSource clock) {
        this.channel = channel;
        this.events = events;
        this.ended = ended;
        this.dispatch = dispatch;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /**
     * Takes a record in.
     *
     * @param finished to be run, on any thread, when the record needs nothing more
     * @return false when it cannot be told yet what the record is, and it has to be read again
     */
    boolean read(ConsumerRecord<byte[], byte[]> record, Runnable finished) throws InterruptedException {
        Object event;
        try {
            event = events.deserialize(record.topic(), record.headers(), record.value());
        } catch (RuntimeException e) {
            if (RegistryOutage.caused(e)) {
                LOG.warn("the schema registry does not answer; waiting for it", e);
                return false;
            }
            return bury(
                    record, "not an event of a known schema: " + e.getClass().getSimpleName(), finished);
        }
        return switch (event) {
            case OtpRequested request -> take(record, request, finished);
            case OtpWithdrawn withdrawn -> {
                ended.note(withdrawn);
                finished.run();
                yield true;
            }
            case null -> bury(record, "empty record", finished);
            default -> bury(record, "unexpected event " + event.getClass().getSimpleName(), finished);
        };
    }

    private boolean take(ConsumerRecord<byte[], byte[]> record, OtpRequested request, Runnable finished) {
        // Also of the other channel: it supersedes what this one still has to send.
        ended.note(request);
        if (request.getChannel() == channel) {
            dispatch.take(record, job(record, request), finished);
        } else {
            finished.run();
        }
        return true;
    }

    private Job job(ConsumerRecord<byte[], byte[]> record, OtpRequested request) {
        var traceparent = record.headers().lastHeader(EventHeaders.TRACE_PARENT);
        return new Job(
                request,
                Instant.ofEpochMilli(record.timestamp()),
                clock.instant(),
                new TraceContext(traceparent == null ? null : new String(traceparent.value(), UTF_8)));
    }

    private boolean bury(ConsumerRecord<byte[], byte[]> record, String reason, Runnable finished)
            throws InterruptedException {
        boolean kept = deadLetters.keep(record, reason);
        if (kept) {
            finished.run();
        }
        return kept;
    }
}

package ontime.delivery.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import ontime.delivery.Courier;
import ontime.delivery.EndedChallenges;
import ontime.delivery.Job;
import ontime.delivery.Pause;
import ontime.delivery.PendingJobs;
import ontime.delivery.TraceContext;
import ontime.events.Channel;
import ontime.events.EventHeaders;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.events.RegistryOutage;
import ontime.sealing.UnreadableSealException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells requests of this channel from the others, and starts a courier for each of them. */
final class RequestReader {

    private static final Logger LOG = LoggerFactory.getLogger(RequestReader.class);
    private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(1);

    private final Channel channel;
    private final Deserializer<?> events;
    private final EndedChallenges ended;
    private final PendingJobs pending;
    private final Courier courier;
    private final DeadLetters deadLetters;
    private final Pause pause;
    private final Duration grace;
    private final InstantSource clock;
    private final ExecutorService couriers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("courier-", 0).factory());

    /** @param grace how long calls that are on their way may take when the worker stops */
    RequestReader(
            Channel channel,
            Deserializer<?> events,
            EndedChallenges ended,
            PendingJobs pending,
            Courier courier,
            DeadLetters deadLetters,
            Pause pause,
            Duration grace,
            InstantSource clock) {
        this.channel = channel;
        this.events = events;
        this.ended = ended;
        this.pending = pending;
        this.courier = courier;
        this.deadLetters = deadLetters;
        this.pause = pause;
        this.grace = grace;
        this.clock = clock;
    }

    /**
     * Takes a record in.
     *
     * @param finished to be run, on any thread, when the record needs nothing more
     * @return false when it cannot be told yet what the record is, and it has to be read again
     */
    boolean read(ConsumerRecord<byte[], byte[]> record, Runnable finished) {
        Object event;
        try {
            event = events.deserialize(record.topic(), record.headers(), record.value());
        } catch (RuntimeException e) {
            if (RegistryOutage.caused(e)) {
                LOG.warn("the schema registry does not answer; waiting for it", e);
                waitABit();
                return false;
            }
            return bury(
                    record, "not an event of a known schema: " + e.getClass().getSimpleName(), finished);
        }
        switch (event) {
            case OtpRequested request -> take(record, request, finished);
            case OtpWithdrawn withdrawn -> {
                ended.note(withdrawn);
                finished.run();
            }
            case null -> {
                return bury(record, "empty record", finished);
            }
            default -> {
                return bury(record, "unexpected event " + event.getClass().getSimpleName(), finished);
            }
        }
        return true;
    }

    /** Waits for the couriers that are on their way; those that wait for a retry are left to the next reader. */
    void finishInFlight() {
        couriers.shutdown();
        try {
            if (!couriers.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                couriers.shutdownNow();
            }
        } catch (InterruptedException e) {
            couriers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, OtpRequested request, Runnable finished) {
        ended.note(request);
        if (request.getChannel() != channel) {
            finished.run();
            return;
        }
        var traceparent = record.headers().lastHeader(EventHeaders.TRACE_PARENT);
        var job = new Job(
                request,
                Instant.ofEpochMilli(record.timestamp()),
                clock.instant(),
                new TraceContext(traceparent == null ? null : new String(traceparent.value(), UTF_8)));
        pending.add(job);
        couriers.execute(() -> deliver(record, job, finished));
    }

    private void deliver(ConsumerRecord<byte[], byte[]> record, Job job, Runnable finished) {
        try {
            courier.carry(job);
            finished.run();
        } catch (UnreadableSealException e) {
            buryInTheEnd(record, String.valueOf(e.getMessage()), finished);
        } catch (InterruptedException e) {
            LOG.info("challenge {} is left to the next reader", job.request().getChallengeId());
        } catch (RuntimeException e) {
            LOG.error("delivery of challenge {} failed", job.request().getChallengeId(), e);
            buryInTheEnd(record, "could not be handled: " + e.getClass().getSimpleName(), finished);
        } finally {
            pending.remove(job);
        }
    }

    private void buryInTheEnd(ConsumerRecord<byte[], byte[]> record, String reason, Runnable finished) {
        boolean buried = false;
        while (!buried && !Thread.currentThread().isInterrupted() && !couriers.isShutdown()) {
            buried = bury(record, reason, finished);
        }
    }

    private boolean bury(ConsumerRecord<byte[], byte[]> record, String reason, Runnable finished) {
        try {
            deadLetters.keep(record, reason);
            LOG.warn("dead letter from {}-{} at {}: {}", record.topic(), record.partition(), record.offset(), reason);
            finished.run();
            return true;
        } catch (ExecutionException | RuntimeException e) {
            LOG.warn("could not keep a dead letter yet, trying again", e);
            waitABit();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void waitABit() {
        try {
            pause.last(UNTIL_NEXT_TRY);
        } catch (InterruptedException e) {
            // The worker stops: whoever asked for the wait looks for that next.
            LOG.debug("stopped while waiting");
        }
    }
}

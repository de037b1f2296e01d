package ontime.delivery.kafka;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import ontime.delivery.Courier;
import ontime.delivery.DeliveryMetrics;
import ontime.delivery.Job;
import ontime.delivery.KnownDeliveries;
import ontime.delivery.PendingJobs;
import ontime.delivery.UndeliverableException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a courier out for each delivery, once, and sees to it that its record is finished or kept as a dead letter. */
final class Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Courier courier;
    private final DeadLetters deadLetters;
    private final PendingJobs pending;
    private final DeliveryMetrics metrics;
    private final InstantSource clock;
    private final KnownDeliveries known = new KnownDeliveries();
    private final List<Runnable> waiting = new ArrayList<>();
    private final ExecutorService couriers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("courier-", 0).factory());

    Dispatch(
            Courier courier,
            DeadLetters deadLetters,
            PendingJobs pending,
            DeliveryMetrics metrics,
            InstantSource clock) {
        this.courier = courier;
        this.deadLetters = deadLetters;
        this.pending = pending;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Takes a delivery on. Its courier leaves with {@link #sendOut}.
     *
     * @param finished to be run, on any thread, when its record needs nothing more
     */
    void take(ConsumerRecord<byte[], byte[]> record, Job job, Runnable finished) {
        if (!known.isNew(job, finished)) {
            metrics.repeated(job.request().getChannel());
            return;
        }
        pending.add(job);
        waiting.add(() -> deliver(record, job));
    }

    /** Sends the couriers of all that was taken on out, after the whole batch was read: what it supersedes stays. */
    void sendOut() {
        waiting.forEach(couriers::execute);
        waiting.clear();
    }

    void forgetExpired() {
        known.forgetBefore(clock.instant());
    }

    /** Waits for the couriers whose calls are on their way; the others leave their records to the next reader. */
    void finish(Duration grace) {
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

    private void deliver(ConsumerRecord<byte[], byte[]> record, Job job) {
        try {
            carry(record, job);
            known.end(job);
        } catch (InterruptedException e) {
            LOG.info("challenge {} is left to the next reader", job.request().getChallengeId());
        } finally {
            pending.remove(job);
        }
    }

    private void carry(ConsumerRecord<byte[], byte[]> record, Job job) throws InterruptedException {
        try {
            courier.carry(job);
        } catch (UndeliverableException e) {
            LOG.error("challenge {} cannot be delivered", job.request().getChallengeId(), e);
            deadLetters.keepInTheEnd(record, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            // Errors too: a record that nobody finishes would hold its partition's offset for ever.
            LOG.error("the delivery of challenge {} failed", job.request().getChallengeId(), e);
            deadLetters.keepInTheEnd(
                    record, "failed on our side: " + e.getClass().getSimpleName());
        }
    }
}

package ontime.bench.baseline;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import ontime.events.DeliveryReason;
import ontime.events.OtpRequested;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A worker that differs from ours in the order only: what came first goes first. It has the same rate, the same limit
 * of calls in flight and the same checks at the last moment, so that nothing expired or superseded costs a call. What
 * failed goes back to its place in the order, and a route that fails is left alone for a moment, so that an outage
 * costs little and its end is noticed within a second.
 */
final class FirstInFirstOut {

    private final Arrivals arrivals;
    private final Sending sending;
    private final Semaphore places;
    private final RoutePace pace;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

    private FirstInFirstOut(BaselineSettings settings, Arrivals arrivals, Sending sending) {
        this.arrivals = arrivals;
        this.sending = sending;
        this.places = new Semaphore(settings.concurrency());
        this.pace = new RoutePace(settings.perSecond());
    }

    static void start(BaselineSettings settings) {
        var kafka = new ServiceKafka(settings.bootstrapServers(), settings.registryUrl());
        var arrivals = new Arrivals(kafka.consumer("first-in-first-out"), settings.topic(), settings.pending());
        var worker = new FirstInFirstOut(settings, arrivals, new Sending(settings, kafka));
        Thread.ofPlatform().name("reader").start(arrivals);
        Thread.ofPlatform().name("dispatcher").start(worker::dispatch);
    }

    private void dispatch() {
        try {
            while (true) {
                places.acquire();
                pace.await();
                Waiting next = nextAlive();
                senders.execute(() -> send(next));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Drops what is dead until it finds something that is worth a call. */
    private Waiting nextAlive() throws InterruptedException {
        while (true) {
            Waiting next = arrivals.take();
            Optional<DeliveryReason> reason = reasonToDrop(next.request());
            if (reason.isEmpty()) {
                return next;
            }
            senders.execute(() -> {
                sending.tellAndWait(sending.dropped(next.request(), reason.get()));
                arrivals.finished(next);
            });
        }
    }

    private Optional<DeliveryReason> reasonToDrop(OtpRequested request) {
        if (!Instant.now().isBefore(request.getExpiresAt())) {
            return Optional.of(DeliveryReason.EXPIRED);
        }
        return arrivals.isSuperseded(request) ? Optional.of(DeliveryReason.SUPERSEDED) : Optional.empty();
    }

    private void send(Waiting waiting) {
        try {
            var receipt = sending.sendOnce(waiting.request());
            pace.succeeded();
            places.release();
            sending.tellAndWait(receipt);
            arrivals.finished(waiting);
        } catch (SdkException e) {
            pace.failed();
            places.release();
            arrivals.putBack(waiting);
        }
    }
}

package ontime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import ontime.events.Confidence;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.sealing.Envelope;
import ontime.sealing.Message;
import ontime.sealing.UnreadableSealException;
import ontime.sealing.Unsealer;
import org.jspecify.annotations.Nullable;

/**
 * Carries one delivery to its end: asks the gate before each attempt, makes the call, tells what came of it, tries
 * again as long as the code lives. Runs on a thread of its own for each delivery, so that a slow call delays nobody
 * else.
 *
 * <p>Every attempt and every drop ends in a receipt. After a crash the same code may be sent twice, never two different
 * ones.
 */
public final class Courier {

    private final Provider provider;
    private final Unsealer unsealer;
    private final SendGate gate;
    private final Backoff backoff;
    private final Receipts receipts;
    private final DeliveryMetrics metrics;
    private final Semaphore callsInFlight;
    private final Pause pause;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** @param random uniform in [0, 1), for the jitter between attempts */
    public Courier(
            WorkerSettings settings,
            Provider provider,
            EndedChallenges ended,
            Receipts receipts,
            DeliveryMetrics metrics,
            Pause pause,
            InstantSource clock,
            Supplier<String> ids,
            DoubleSupplier random) {
        this.provider = provider;
        this.unsealer = Unsealer.with(settings.privateKey());
        this.gate = new SendGate(ended, settings.usualDeliveryTime());
        this.backoff = new Backoff(settings.firstRetry(), settings.longestRetry(), random);
        this.receipts = receipts;
        this.metrics = metrics;
        this.callsInFlight = new Semaphore(settings.callsInFlight(), true);
        this.pause = pause;
        this.clock = clock;
        this.ids = ids;
        metrics.watchCalls(settings.channel(), settings.callsInFlight(), callsInFlight);
    }

    /**
     * Brings the delivery to its end and returns when the last receipt is safe.
     *
     * @throws InterruptedException when the worker stops; the delivery is then taken up again by whoever reads it next
     * @throws UnreadableSealException after the receipt, so that the caller can keep the record as a dead letter
     */
    public void carry(Job job) throws InterruptedException, UnreadableSealException {
        for (int attempt = 1; ; attempt++) {
            callsInFlight.acquire();
            Outcome outcome;
            Instant dispatchedAt;
            try {
                Optional<DeliveryReason> drop = gate.reasonToDrop(job.request(), clock.instant());
                if (drop.isPresent()) {
                    tell(job, attempt - 1, ended(job, DeliveryStatus.DROPPED, drop.get(), null));
                    return;
                }
                Message message = open(job);
                dispatchedAt = clock.instant();
                outcome = provider.send(message, job.deliveryId());
            } finally {
                callsInFlight.release();
            }
            metrics.attempted(job, provider.name(), outcome);
            switch (outcome) {
                case Outcome.Accepted accepted -> {
                    tell(job, attempt, accepted(job, dispatchedAt, accepted));
                    return;
                }
                case Outcome.Rejected rejected -> {
                    tell(
                            job,
                            attempt,
                            ended(job, DeliveryStatus.FAILED, rejected.reason(), rejected.detail())
                                    .setProvider(provider.name())
                                    .setDispatchedAt(dispatchedAt));
                    return;
                }
                case Outcome.Deferred deferred -> {
                    Duration wait = backoff.after(attempt, deferred.hint());
                    tell(job, attempt, deferred(job, dispatchedAt, deferred, wait));
                    pause.last(wait);
                }
            }
        }
    }

    private Message open(Job job) throws InterruptedException, UnreadableSealException {
        var request = job.request();
        var envelope = new Envelope(
                request.getChallengeId(),
                request.getDelivery(),
                request.getChannel().name());
        byte[] sealed = new byte[request.getSealed().remaining()];
        request.getSealed().duplicate().get(sealed);
        try {
            return unsealer.unseal(sealed, envelope);
        } catch (UnreadableSealException e) {
            tell(job, 0, ended(job, DeliveryStatus.FAILED, DeliveryReason.UNREADABLE, e.getMessage()));
            throw e;
        }
    }

    private DeliveryReceipt.Builder accepted(Job job, Instant dispatchedAt, Outcome.Accepted accepted) {
        Instant now = clock.instant();
        metrics.accepted(job, provider.name(), dispatchedAt, now);
        return receipt(job, DeliveryStatus.ACCEPTED, now)
                .setProvider(provider.name())
                .setProviderMessageId(accepted.providerMessageId())
                .setConfidence(Confidence.PROVIDER)
                .setDispatchedAt(dispatchedAt);
    }

    private DeliveryReceipt.Builder deferred(Job job, Instant dispatchedAt, Outcome.Deferred deferred, Duration wait) {
        Instant now = clock.instant();
        return receipt(job, DeliveryStatus.DEFERRED, now)
                .setProvider(provider.name())
                .setReason(deferred.reason())
                .setDetail(deferred.detail())
                .setDispatchedAt(dispatchedAt)
                .setRetryAt(now.plus(wait));
    }

    private DeliveryReceipt.Builder ended(
            Job job, DeliveryStatus status, DeliveryReason reason, @Nullable String detail) {
        return receipt(job, status, clock.instant()).setReason(reason).setDetail(detail);
    }

    private DeliveryReceipt.Builder receipt(Job job, DeliveryStatus status, Instant now) {
        var request = job.request();
        return DeliveryReceipt.newBuilder()
                .setEventId(ids.get())
                .setTenant(request.getTenant())
                .setUserId(request.getUserId())
                .setLoginId(request.getLoginId())
                .setChallengeId(request.getChallengeId())
                .setDelivery(request.getDelivery())
                .setChannel(request.getChannel())
                .setCountry(request.getCountry())
                .setStatus(status)
                .setPublishedAt(job.publishedAt())
                .setConsumedAt(job.consumedAt())
                .setOccurredAt(now)
                .setObservedAt(now);
    }

    private void tell(Job job, int attempt, DeliveryReceipt.Builder builder) throws InterruptedException {
        DeliveryReceipt receipt = builder.setAttempt(attempt).build();
        receipts.publish(receipt, job.trace());
        metrics.told(receipt);
    }
}

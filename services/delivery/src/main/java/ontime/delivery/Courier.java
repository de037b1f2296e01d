package ontime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.sealing.Envelope;
import ontime.sealing.Message;
import ontime.sealing.UnreadableSealException;
import ontime.sealing.Unsealer;

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
    private final ReceiptWriter writer;
    private final Receipts receipts;
    private final DeliveryMetrics metrics;
    private final Semaphore callsInFlight;
    private final Pause pause;
    private final InstantSource clock;

    /** What came of asking for an attempt. */
    private sealed interface Step {

        record NotWorthSending(DeliveryReason reason) implements Step {}

        record Unreadable(String detail) implements Step {}

        record Called(Call call, Outcome outcome) implements Step {}

        record Broken(Call call, UndeliverableException failure) implements Step {}
    }

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
        this.writer = new ReceiptWriter(provider.name(), ids);
        this.receipts = receipts;
        this.metrics = metrics;
        this.callsInFlight = new Semaphore(settings.callsInFlight(), true);
        this.pause = pause;
        this.clock = clock;
        metrics.watchCalls(settings.channel(), settings.callsInFlight(), callsInFlight);
    }

    /**
     * Brings the delivery to its end and returns when the last receipt is safe.
     *
     * @throws InterruptedException when the worker stops; the delivery is then taken up again by whoever reads it next
     * @throws UndeliverableException after the receipt, so that the caller can keep the record as a dead letter
     */
    public void carry(Job job) throws InterruptedException, UndeliverableException {
        boolean ended = false;
        for (int attempt = 1; !ended; attempt++) {
            ended = switch (step(job, attempt)) {
                case Step.NotWorthSending(var reason) -> {
                    tell(job, writer.dropped(job, attempt - 1, reason, clock.instant()));
                    yield true;
                }
                case Step.Called(var call, var outcome) -> settle(call, outcome);
                case Step.Unreadable(var detail) -> {
                    tell(job, writer.unreadable(job, detail, clock.instant()));
                    throw new UndeliverableException(detail);
                }
                case Step.Broken(var call, var failure) -> {
                    tell(job, writer.failed(call, DeliveryReason.OTHER, String.valueOf(failure.getMessage())));
                    throw failure;
                }
            };
        }
    }

    /** Makes one call, unless it is not worth it. Nobody else's call waits for what is told about it afterwards. */
    private Step step(Job job, int attempt) throws InterruptedException {
        callsInFlight.acquire();
        try {
            // Asked again after the wait: once the worker stops, no call begins that it might not see the end of.
            pause.last(Duration.ZERO);
            Optional<DeliveryReason> drop = gate.reasonToDrop(job.request(), clock.instant());
            return drop.isPresent() ? new Step.NotWorthSending(drop.get()) : call(job, attempt, open(job));
        } catch (UnreadableSealException e) {
            return new Step.Unreadable(String.valueOf(e.getMessage()));
        } finally {
            callsInFlight.release();
        }
    }

    private Step call(Job job, int attempt, Message message) {
        Instant dispatchedAt = clock.instant();
        try {
            Outcome outcome = provider.send(message, job.deliveryId());
            return new Step.Called(new Call(job, attempt, dispatchedAt, clock.instant()), outcome);
        } catch (RuntimeException e) {
            return new Step.Broken(
                    new Call(job, attempt, dispatchedAt, clock.instant()), UndeliverableException.causedBy(e));
        }
    }

    private Message open(Job job) throws UnreadableSealException {
        var request = job.request();
        var envelope = new Envelope(
                request.getChallengeId(),
                request.getDelivery(),
                request.getChannel().name());
        byte[] sealed = new byte[request.getSealed().remaining()];
        request.getSealed().duplicate().get(sealed);
        return unsealer.unseal(sealed, envelope);
    }

    /** Tells what came of a call; false when another is due, after the wait. */
    private boolean settle(Call call, Outcome outcome) throws InterruptedException {
        metrics.attempted(call.job(), provider.name(), outcome);
        switch (outcome) {
            case Outcome.Accepted accepted -> {
                tell(call.job(), writer.accepted(call, accepted));
                metrics.accepted(call, provider.name());
            }
            case Outcome.Rejected rejected ->
                tell(call.job(), writer.failed(call, rejected.reason(), rejected.detail()));
            case Outcome.Refused refused -> tell(call.job(), writer.failed(call, refused.reason(), refused.detail()));
            case Outcome.TryAgain deferred -> {
                Duration wait = backoff.after(call.attempt(), deferred.hint());
                if (gate.isTimeLeft(call.job().request(), call.answeredAt().plus(wait))) {
                    tell(call.job(), writer.deferred(call, deferred, wait));
                    pause.last(wait);
                    return false;
                }
                // Told now and not when the code has expired, while there is time for another channel.
                tell(call.job(), writer.failed(call, deferred.reason(), deferred.detail()));
            }
        }
        return true;
    }

    private void tell(Job job, DeliveryReceipt receipt) throws InterruptedException {
        receipts.publish(receipt, job.trace());
        metrics.told(receipt);
    }
}

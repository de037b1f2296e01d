package ontime.delivery.kafka;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.Topic;
import ontime.events.TraceParent;
import ontime.tracing.Records;
import ontime.tracing.Span;
import ontime.tracing.Spans;
import org.jspecify.annotations.Nullable;

/**
 * Tells a delivery as spans: its stages, which begin and end at the very instants of its receipts, and the receipts
 * themselves. Of a delivery whose trace nobody keeps it makes nothing.
 */
final class DeliverySpans {

    private final Spans spans;

    DeliverySpans(Spans spans) {
        this.spans = spans;
    }

    /**
     * One delivery: a span from being read to its end here, and how far its stages have been told. Receipts are told by
     * the producer's thread and by nobody else at that time; who leaves a delivery may do so meanwhile.
     */
    static final class Course {

        private final TraceParent request;
        private final Span delivery;
        private @Nullable Instant toldUntil;
        private int attemptsTold;
        private int attemptsMade;
        private @Nullable Instant leftAt;

        private Course(TraceParent request, Span delivery) {
            this.request = request;
            this.delivery = delivery;
        }

        private synchronized @Nullable Instant toldUntil() {
            return toldUntil;
        }

        private synchronized void told(Instant until, int attempts) {
            toldUntil = until;
            attemptsTold = attempts;
            endIfLeft();
        }

        /** Not before its last try is told, which would else stand without its parent. */
        private synchronized void left(int attempts, Instant at) {
            attemptsMade = attempts;
            leftAt = at;
            endIfLeft();
        }

        private void endIfLeft() {
            Instant at = leftAt;
            Instant until = toldUntil;
            if (at != null && until != null && attemptsTold >= attemptsMade) {
                delivery.put("ontime.status", "LEFT");
                delivery.end(at.isBefore(until) ? until : at);
                leftAt = null;
            }
        }

        TraceParent context() {
            return delivery.context();
        }
    }

    /** The trace that the record came in; null when it has none. */
    static @Nullable TraceParent trace(ReceivedRecord record) {
        return TraceParent.of(record.headers());
    }

    /** The delivery as it is told; null when nobody wants to know. Belongs to the thread that publishes. */
    @Nullable
    Course course(DeliveryReceipt receipt, ReceivedRecord record, @Nullable TraceParent trace) {
        if (trace == null || !spans.tell(trace)) {
            return null;
        }
        Course before = record.course();
        if (before != null) {
            return before;
        }
        var begun = new Course(
                trace,
                Records.processing(spans, Topic.REQUESTS.topicName(), trace, asTold(record.consumedAt()))
                        .put("ontime.login.id", receipt.getLoginId())
                        .put("ontime.challenge.id", receipt.getChallengeId())
                        .put("ontime.delivery", receipt.getDelivery())
                        .put("ontime.channel", receipt.getChannel().name()));
        record.follow(begun);
        return begun;
    }

    /** A receipt is on its way; what follows from it is its child. */
    Span sending(Course course, DeliveryReceipt receipt, Instant now) {
        return Records.sending(spans, Topic.RECEIPTS.topicName(), receipt.getEventId(), course.context(), now);
    }

    /** A receipt has arrived: what it tells is told here too. */
    void told(Course course, DeliveryReceipt receipt) {
        Instant published = asTold(Objects.requireNonNull(receipt.getPublishedAt()));
        Instant consumed = asTold(Objects.requireNonNull(receipt.getConsumedAt()));
        Instant occurred = asTold(receipt.getOccurredAt());
        Instant from = course.toldUntil();
        if (from == null) {
            // Before the worker had it: it stands beside the work on it, and not within.
            stage("queue", course.request, published, consumed);
            from = consumed;
        }
        Instant dispatched = receipt.getDispatchedAt() == null ? null : asTold(receipt.getDispatchedAt());
        stage("hold", course.context(), from, dispatched == null ? occurred : dispatched);
        if (dispatched != null) {
            call(course, receipt, dispatched);
        }
        if (receipt.getStatus() != DeliveryStatus.DEFERRED) {
            end(course.delivery, receipt);
        }
        course.told(occurred, receipt.getAttempt());
    }

    /** Another worker goes on with a delivery: what was done here is over, and told at once. */
    static void left(ReceivedRecord record, int attempts, Instant now) {
        Course course = record.course();
        if (course != null) {
            course.left(attempts, asTold(now));
        }
    }

    private void stage(String name, TraceParent parent, Instant from, Instant to) {
        spans.begin(Span.Kind.INTERNAL, name, parent, from)
                .put("ontime.stage", name)
                .end(notBefore(from, to));
    }

    private void call(Course course, DeliveryReceipt receipt, Instant dispatched) {
        String provider = String.valueOf(receipt.getProvider());
        var call = spans.begin(Span.Kind.CLIENT, "deliver " + provider, course.context(), dispatched)
                .put("peer.service", provider)
                .put("ontime.stage", "provider")
                .put("ontime.attempt", receipt.getAttempt())
                .put("ontime.route", String.valueOf(receipt.getRoute()));
        if (receipt.getStatus() != DeliveryStatus.ACCEPTED) {
            call.failed(reason(receipt));
        }
        call.end(notBefore(dispatched, asTold(receipt.getOccurredAt())));
    }

    private static void end(Span delivery, DeliveryReceipt receipt) {
        delivery.put("ontime.status", receipt.getStatus().name());
        if (receipt.getStatus() == DeliveryStatus.FAILED) {
            delivery.failed(reason(receipt));
        } else if (receipt.getReason() != null) {
            delivery.put("ontime.reason", reason(receipt));
        }
        delivery.end(asTold(receipt.getOccurredAt()));
    }

    private static String reason(DeliveryReceipt receipt) {
        DeliveryReason reason = receipt.getReason();
        return reason == null ? "other" : reason.name().toLowerCase(Locale.ROOT);
    }

    /** Milliseconds are what events carry: finer ones would not agree with what the history says. */
    private static Instant asTold(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Clocks of two hosts differ; nothing ends before it began. */
    private static Instant notBefore(Instant from, Instant to) {
        return to.isBefore(from) ? from : to;
    }
}

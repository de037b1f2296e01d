package ontime.gateway.kafka;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.Topic;
import ontime.events.TraceParent;
import ontime.gateway.correlation.GatewayMetrics;
import ontime.gateway.correlation.Heard;
import ontime.tracing.EventLog;
import ontime.tracing.Present;
import ontime.tracing.Records;
import ontime.tracing.Span;
import ontime.tracing.Spans;
import org.jspecify.annotations.Nullable;

/**
 * One report on its way to everybody: as an event, and as what the network did within the trace of its login. The span
 * begins and ends at the instants of the receipts, however long the report took to reach us.
 */
final class Telling {

    private final Heard heard;
    private final DeliveryReceipt receipt;
    private final @Nullable TraceParent trace;
    private final @Nullable Span carrier;
    private final @Nullable Span sending;

    private Telling(Heard heard, @Nullable TraceParent trace, @Nullable Span carrier, @Nullable Span sending) {
        this.heard = heard;
        this.receipt = heard.receipt();
        this.trace = trace;
        this.carrier = carrier;
        this.sending = sending;
    }

    static Telling of(Heard heard, Spans spans, InstantSource clock) {
        var trace = TraceParent.of(heard.traceparent());
        if (trace == null || !spans.tell(trace)) {
            return new Telling(heard, trace, null, null);
        }
        var carrier = spans.begin(
                        Span.Kind.INTERNAL, "carrier", trace, asTold(heard.of().acceptedAt()))
                .put("ontime.stage", "carrier")
                .put("ontime.login.id", heard.of().loginId())
                .put("ontime.challenge.id", heard.of().challengeId());
        var sending = Records.sending(
                spans, Topic.RECEIPTS.topicName(), heard.id().toString(), carrier.context(), clock.instant());
        return new Telling(heard, trace, carrier, sending);
    }

    DeliveryReceipt receipt() {
        return receipt;
    }

    /** What follows from the receipt is its child; null when the login has no trace. */
    @Nullable
    TraceParent context() {
        return sending == null ? trace : sending.context();
    }

    /** The broker has it. */
    void told(GatewayMetrics metrics, Instant now) {
        Present.during(trace, () -> metrics.published(heard));
        EventLog.write(receipt, trace);
        if (sending != null) {
            sending.end(now);
        }
        if (carrier != null) {
            end(carrier);
        }
    }

    private void end(Span span) {
        var meaning = heard.report().meaning();
        span.put("ontime.status", meaning.status().name());
        if (meaning.status() == DeliveryStatus.FAILED) {
            span.failed(reason(meaning.reason()));
        }
        var accepted = asTold(heard.of().acceptedAt());
        var occurred = asTold(heard.report().occurredAt());
        // Clocks of two hosts differ; nothing ends before it began.
        span.end(occurred.isBefore(accepted) ? accepted : occurred);
    }

    private static String reason(@Nullable DeliveryReason reason) {
        return reason == null ? "other" : reason.name().toLowerCase(Locale.ROOT);
    }

    /** Milliseconds are what events carry: finer ones would not agree with what the history says. */
    private static Instant asTold(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}

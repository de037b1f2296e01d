package ontime.tracing;

import java.util.Locale;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.LoginRefused;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.events.Purpose;
import ontime.events.RoutingReason;
import ontime.events.TraceParent;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line for each event of a login, written by the service that tells the event, with the fields of the Elastic Common
 * Schema. None of them is a destination, a code or a provider's words.
 */
public final class EventLog {

    /** A name of its own, so that these lines can be had, or not, apart from all others. */
    private static final Logger LOG = LoggerFactory.getLogger("ontime.log");

    private static final String LOGIN = "ontime.login.id";
    private static final String CHALLENGE = "ontime.challenge.id";
    private static final String DELIVERY = "ontime.delivery";
    private static final String CHANNEL = "ontime.channel";

    private EventLog() {}

    /**
     * Writes the line.
     *
     * @param trace of the event; null where it stands in all lines of the present work already
     */
    public static void write(SpecificRecord event, @Nullable TraceParent trace) {
        switch (event) {
            case OtpRequested requested -> requested(requested, trace);
            case OtpWithdrawn withdrawn -> withdrawn(withdrawn, trace);
            case DeliveryReceipt receipt -> reported(receipt, trace);
            case CodeChecked checked -> checked(checked, trace);
            case LoginRefused refused -> refused(refused, trace);
            default -> {
                // Of no login.
            }
        }
    }

    /**
     * Writes that a call was turned away, and no event tells of it.
     *
     * @param where the route that it took
     * @param why from a small set of values
     */
    public static void turnedAway(String where, String why) {
        LOG.atInfo()
                .addKeyValue("event.action", "request-refused")
                .addKeyValue("event.outcome", "failure")
                .addKeyValue("event.reason", why)
                .addKeyValue("http.route", where)
                .log("request refused: {}", why);
    }

    private static void requested(OtpRequested event, @Nullable TraceParent trace) {
        String action = action(event);
        line(Level.INFO, action, "success", event.getLoginId(), trace)
                .addKeyValue(CHALLENGE, event.getChallengeId())
                .addKeyValue(DELIVERY, event.getDelivery())
                .addKeyValue(CHANNEL, event.getChannel().name())
                .addKeyValue("event.reason", lower(event.getRoutingReason()))
                .log("{} by {}", action, event.getChannel());
    }

    private static String action(OtpRequested event) {
        if (event.getPurpose() == Purpose.NOTICE) {
            return "notice-requested";
        }
        if (event.getRoutingReason() == RoutingReason.FALLBACK) {
            return "code-fell-back";
        }
        return event.getDelivery() == 1 ? "code-requested" : "code-resent";
    }

    private static void withdrawn(OtpWithdrawn event, @Nullable TraceParent trace) {
        line(Level.INFO, "code-withdrawn", "success", event.getLoginId(), trace)
                .addKeyValue(CHALLENGE, event.getChallengeId())
                .addKeyValue("event.reason", lower(event.getReason()))
                .log("code withdrawn: {}", lower(event.getReason()));
    }

    private static void reported(DeliveryReceipt event, @Nullable TraceParent trace) {
        String status = lower(event.getStatus());
        var line = line(level(event.getStatus()), "delivery-" + status, outcome(event), event.getLoginId(), trace)
                .addKeyValue(CHALLENGE, event.getChallengeId())
                .addKeyValue(DELIVERY, event.getDelivery())
                .addKeyValue(CHANNEL, event.getChannel().name())
                .addKeyValue("ontime.attempt", event.getAttempt());
        if (event.getProvider() != null) {
            line = line.addKeyValue("ontime.provider", event.getProvider());
        }
        if (event.getReason() == null) {
            line.log("delivery {}", status);
        } else {
            String reason = lower(event.getReason());
            line.addKeyValue("event.reason", reason).log("delivery {}: {}", status, reason);
        }
    }

    private static Level level(DeliveryStatus status) {
        return switch (status) {
            case ACCEPTED, DELIVERED, DROPPED, UNKNOWN -> Level.INFO;
            case DEFERRED, FAILED -> Level.WARN;
        };
    }

    private static String outcome(DeliveryReceipt event) {
        return switch (event.getStatus()) {
            case ACCEPTED, DELIVERED -> "success";
            case FAILED -> "failure";
            case DEFERRED, DROPPED, UNKNOWN -> "unknown";
        };
    }

    private static void checked(CodeChecked event, @Nullable TraceParent trace) {
        CheckOutcome outcome = event.getOutcome();
        line(
                        outcome == CheckOutcome.LOCKED ? Level.WARN : Level.INFO,
                        "code-checked",
                        outcome == CheckOutcome.VERIFIED ? "success" : "failure",
                        event.getLoginId(),
                        trace)
                .addKeyValue(CHALLENGE, event.getChallengeId())
                .addKeyValue("event.reason", lower(outcome))
                .log("code checked: {}", lower(outcome));
    }

    private static void refused(LoginRefused event, @Nullable TraceParent trace) {
        line(Level.WARN, "login-refused", "failure", event.getLoginId(), trace)
                .addKeyValue("event.reason", lower(event.getReason()))
                .log("login refused: {}", lower(event.getReason()));
    }

    private static LoggingEventBuilder line(
            Level level, String action, String outcome, String loginId, @Nullable TraceParent trace) {
        var line = LOG.atLevel(level)
                .addKeyValue("event.action", action)
                .addKeyValue("event.outcome", outcome)
                .addKeyValue(LOGIN, loginId);
        return trace == null ? line : line.addKeyValue(Work.TRACE_ID, trace.traceId());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

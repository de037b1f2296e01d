package ontime.history.verdict;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.history.facts.Attempt;
import ontime.history.facts.Challenge;
import ontime.history.facts.Delivery;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.Login;
import org.jspecify.annotations.Nullable;

/**
 * Why the code was not sent, or was sent late. Looks at one challenge, and blames nobody once a message got through or
 * while another one may.
 */
sealed interface SendingFinding extends Finding {

    static Stream<SendingFinding> in(Login login, Patience patience) {
        return login.telling().stream()
                .flatMap(challenge -> Stream.concat(
                        throttled(challenge, patience), login.verified() ? Stream.empty() : unsent(challenge)));
    }

    private static Stream<SendingFinding> throttled(Challenge challenge, Patience patience) {
        var sent = challenge.deliveries().stream()
                .filter(delivery -> delivery.status().isSent())
                .toList();
        var slow = sent.stream().filter(delivery -> delivery.ledger().total().compareTo(patience.late()) > 0);
        return (sent.isEmpty() ? challenge.deliveries().stream() : slow)
                .filter(delivery -> delivery.attemptsEndedBy(DeliveryReason.THROTTLED) > 0)
                .map(delivery -> (SendingFinding) new ProviderThrottled(
                        provider(delivery),
                        delivery.attemptsEndedBy(DeliveryReason.THROTTLED),
                        lastEnd(delivery),
                        delivery.status() == DeliveryState.DEFERRED ? delivery.retryAt() : null))
                .limit(1);
    }

    private static Stream<SendingFinding> unsent(Challenge challenge) {
        var deliveries = challenge.deliveries();
        if (deliveries.stream().anyMatch(delivery -> delivery.status().isSent())
                || (challenge.alive()
                        && !deliveries.isEmpty()
                        && deliveries.getLast().status().isAwaited())) {
            return Stream.empty();
        }
        return deliveries.reversed().stream().flatMap(SendingFinding::of).limit(1);
    }

    private static Stream<SendingFinding> of(Delivery delivery) {
        return switch (delivery.status()) {
            case FAILED -> Stream.of(failed(delivery));
            case DROPPED -> dropped(delivery);
            case REQUESTED, QUEUED, DEFERRED, ACCEPTED, UNKNOWN, DELIVERED -> Stream.empty();
        };
    }

    private static SendingFinding failed(Delivery delivery) {
        var refused =
                delivery.reason() == DeliveryReason.REJECTED || delivery.reason() == DeliveryReason.INVALID_DESTINATION;
        return delivery.channel() == Channel.EMAIL && refused
                ? new Bounced(delivery, lastEnd(delivery))
                : new ProviderFailed(delivery, lastEnd(delivery));
    }

    private static Stream<SendingFinding> dropped(Delivery delivery) {
        return switch (delivery.reason()) {
            case EXPIRED, TOO_LATE_TO_ARRIVE -> Stream.of(new DroppedExpired(delivery, lastEnd(delivery)));
            // The challenge itself tells why it ended.
            case SUPERSEDED, WITHDRAWN -> Stream.empty();
            case THROTTLED,
                    TIMED_OUT,
                    PROVIDER_UNAVAILABLE,
                    NOT_AUTHORISED,
                    SPEND_LIMIT,
                    INVALID_DESTINATION,
                    OPTED_OUT,
                    GREYLISTED,
                    REJECTED,
                    UNREADABLE,
                    UNREACHABLE,
                    BLOCKED,
                    MAILBOX_FULL,
                    COMPLAINED,
                    NO_REPORT,
                    OTHER -> Stream.of(new ProviderFailed(delivery, lastEnd(delivery)));
            case null -> Stream.of(new DroppedExpired(delivery, lastEnd(delivery)));
        };
    }

    private static String provider(Delivery delivery) {
        return delivery.provider() == null ? "the provider" : "the provider (" + delivery.provider() + ")";
    }

    private static @Nullable Instant lastEnd(Delivery delivery) {
        return delivery.attempts().isEmpty()
                ? null
                : delivery.attempts().getLast().endedAt();
    }

    private static List<Evidence> attempts(Delivery delivery) {
        return delivery.attempts().stream().map(SendingFinding::evidence).toList();
    }

    private static Evidence evidence(Attempt attempt) {
        return new Evidence(
                attempt.endedAt(),
                "Attempt " + attempt.attempt() + ": " + attempt.status()
                        + (attempt.reason() == null ? "" : ", " + attempt.reason())
                        + (attempt.detail() == null ? "" : " (" + attempt.detail() + ")"));
    }

    /** Why it was not sent, as a half sentence. */
    static String why(Delivery delivery) {
        return switch (delivery.reason()) {
            case TIMED_OUT -> provider(delivery) + " did not answer in time";
            case PROVIDER_UNAVAILABLE -> provider(delivery) + " could not be reached or failed";
            case THROTTLED -> provider(delivery) + " kept asking us to slow down";
            case NOT_AUTHORISED -> provider(delivery) + " does not let us send";
            case SPEND_LIMIT -> "our allowance with " + provider(delivery) + " is spent";
            case INVALID_DESTINATION -> "the destination does not exist";
            case OPTED_OUT -> "the person has asked for no further messages from us";
            case GREYLISTED -> "the receiving server kept putting it off";
            case REJECTED -> "the receiving side refused it";
            case UNREADABLE -> "the worker could not read the sealed message";
            case UNREACHABLE -> "the receiving side could not be reached";
            case BLOCKED -> "the receiving side keeps messages like ours away";
            case MAILBOX_FULL -> "the mailbox is full";
            case COMPLAINED -> "the person has complained about our messages";
            case NO_REPORT -> "nobody said what became of it";
            case EXPIRED, TOO_LATE_TO_ARRIVE -> "it would have come too late";
            case SUPERSEDED, WITHDRAWN -> "it was not wanted any more";
            case OTHER -> provider(delivery) + " refused it";
            case null -> provider(delivery) + " refused it";
        };
    }

    record ProviderFailed(Delivery delivery, @Nullable Instant at) implements SendingFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.PROVIDER_FAILED;
        }

        @Override
        public String text() {
            return "The " + PlainWords.of(delivery.channel()) + " was not sent: " + why(delivery) + ".";
        }

        @Override
        public String advice() {
            return switch (delivery.reason()) {
                case INVALID_DESTINATION, REJECTED ->
                    "Compare the number or address with the person's own; correct it if it is wrong.";
                case OPTED_OUT -> "Tell the person how to allow our messages again, or suggest the code by email.";
                case NOT_AUTHORISED, SPEND_LIMIT, UNREADABLE -> "Tell operations at once: nobody gets a code this way.";
                case TIMED_OUT,
                        PROVIDER_UNAVAILABLE,
                        THROTTLED,
                        GREYLISTED,
                        EXPIRED,
                        TOO_LATE_TO_ARRIVE,
                        SUPERSEDED,
                        WITHDRAWN,
                        UNREACHABLE,
                        BLOCKED,
                        MAILBOX_FULL,
                        COMPLAINED,
                        NO_REPORT,
                        OTHER -> otherChannel();
                case null -> otherChannel();
            };
        }

        private String otherChannel() {
            return "Suggest the code by " + (delivery.channel() == Channel.SMS ? "email" : "SMS")
                    + ", and tell operations if it is not the only one.";
        }

        @Override
        public List<Evidence> evidence() {
            return attempts(delivery);
        }
    }

    record Bounced(Delivery delivery, @Nullable Instant at) implements SendingFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.BOUNCED;
        }

        @Override
        public String text() {
            return "The receiving mail server refused the email"
                    + (delivery.destination() == null ? "" : " to " + delivery.destination()) + ".";
        }

        @Override
        public String advice() {
            return "Compare the address with the person's own; correct it if it is wrong, else suggest the code by SMS.";
        }

        @Override
        public List<Evidence> evidence() {
            return attempts(delivery);
        }
    }

    record DroppedExpired(Delivery delivery, @Nullable Instant at) implements SendingFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.DROPPED_EXPIRED;
        }

        @Override
        public String text() {
            return "The " + PlainWords.of(delivery.channel())
                    + " was never sent: the code would have expired before it could arrive.";
        }

        @Override
        public String advice() {
            return "Ask the person to click Log In again. Tell operations: messages wait too long before they are sent.";
        }

        @Override
        public List<Evidence> evidence() {
            return attempts(delivery);
        }
    }

    record ProviderThrottled(
            String provider,
            long times,
            @Nullable Instant at,
            @Nullable Instant retryAt) implements SendingFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.PROVIDER_THROTTLED;
        }

        @Override
        public String text() {
            return Character.toUpperCase(provider.charAt(0)) + provider.substring(1) + " asked us to slow down"
                    + (times == 1 ? "" : ", " + times + " times")
                    + (retryAt == null ? "." : "; the next try is due at " + PlainWords.of(retryAt) + ".");
        }

        @Override
        public String advice() {
            return "Ask the person to wait for the code. Tell operations: the sending rate is at its limit.";
        }

        @Override
        public List<Evidence> evidence() {
            return at == null ? List.of() : List.of(new Evidence(at, "Throttled by " + provider));
        }
    }
}

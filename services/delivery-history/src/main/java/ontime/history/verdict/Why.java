package ontime.history.verdict;

import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.history.facts.Attempt;
import ontime.history.facts.Delivery;

/**
 * Why a message was not sent or did not arrive, as a half sentence, and what to do about it.
 *
 * @param words goes on after "because" or a colon
 */
record Why(String words, String advice) {

    private static final String COMPARE =
            "Compare the number or address with the person's own; correct it if it is wrong.";
    private static final String AT_ONCE = "Tell operations at once: nobody gets a code this way.";

    static Why of(Delivery delivery) {
        return delivery.reason() == null
                ? new Why(provider(delivery) + " refused it", otherChannel(delivery))
                : of(delivery, delivery.reason());
    }

    private static Why of(Delivery delivery, DeliveryReason reason) {
        var provider = provider(delivery);
        var other = otherChannel(delivery);
        return switch (reason) {
            case TIMED_OUT -> new Why(provider + " did not answer in time", other);
            case PROVIDER_UNAVAILABLE -> new Why(provider + " could not be reached or failed", other);
            case THROTTLED -> new Why(provider + " kept asking us to slow down", other);
            case NOT_AUTHORISED -> new Why(provider + " does not let us send", AT_ONCE);
            case SPEND_LIMIT -> new Why("our allowance with " + provider + " is spent", AT_ONCE);
            case UNREADABLE -> new Why("the worker could not read the sealed message", AT_ONCE);
            case INVALID_DESTINATION -> new Why("the destination does not exist", COMPARE);
            case REJECTED -> new Why("the receiving side refused it", COMPARE);
            case OPTED_OUT ->
                new Why(
                        "the person has asked for no further messages from us",
                        "Tell the person how to allow our messages again, or " + lowered(other));
            case UNREACHABLE ->
                new Why(
                        "the receiving side could not be reached",
                        "Ask whether the phone is on and has signal; if so, " + lowered(other));
            case MAILBOX_FULL ->
                new Why("the mailbox is full", "Ask the person to make room in the mailbox, or " + lowered(other));
            case GREYLISTED -> new Why("the receiving server kept putting it off", other);
            case BLOCKED -> new Why("the receiving side keeps messages like ours away", other);
            case COMPLAINED -> new Why("the person has complained about our messages", other);
            case NO_REPORT -> new Why("nobody said what became of it", other);
            case EXPIRED, TOO_LATE_TO_ARRIVE -> new Why("it would have come too late", other);
            case SUPERSEDED, WITHDRAWN -> new Why("it was not wanted any more", other);
            case OTHER -> new Why(provider + " refused it", other);
        };
    }

    /** The reason of a call that did not succeed, as a half sentence. */
    static String of(Delivery delivery, Attempt attempt) {
        return attempt.reason() == null
                ? provider(delivery) + " refused it"
                : of(delivery, attempt.reason()).words();
    }

    static String provider(Delivery delivery) {
        return delivery.provider() == null ? "the provider" : "the provider (" + delivery.provider() + ")";
    }

    static String otherChannel(Delivery delivery) {
        return "Suggest the code by " + (delivery.channel() == Channel.SMS ? "email" : "SMS") + ".";
    }

    private static String lowered(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** Every call, as a row of evidence. */
    static Stream<Evidence> calls(Delivery delivery) {
        return delivery.attempts().stream()
                .map(attempt -> new Evidence(
                        attempt.endedAt(),
                        "Attempt " + attempt.attempt() + ": " + attempt.status().told()
                                + (attempt.reason() == null ? "" : ", " + attempt.reason())
                                + (attempt.detail() == null ? "" : " (" + attempt.detail() + ")")));
    }

    /** Every call, and that nothing more was to follow. */
    static Stream<Evidence> callsAndEnd(Delivery delivery) {
        var lastIsTheEnd = !delivery.attempts().isEmpty()
                && delivery.attempts().getLast().endedAt().equals(delivery.endedAt());
        var end = delivery.endedAt() == null || lastIsTheEnd
                ? Stream.<Evidence>empty()
                : Stream.of(new Evidence(
                        delivery.endedAt(),
                        delivery.status().told() + (delivery.reason() == null ? "" : ", " + delivery.reason())));
        return Stream.concat(calls(delivery), end);
    }
}

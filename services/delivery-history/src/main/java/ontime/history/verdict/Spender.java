package ontime.history.verdict;

import ontime.events.Channel;
import ontime.events.DeliveryReason;

/** Who spent the time of a delivery: finer than its stages, because a hold may be the provider's doing. */
enum Spender {
    AUTH_SERVICE(
            "the auth service, before it asked for the code", "The delay is the auth service's: tell its developers."),
    ISSUER(
            "the issuer, before the message was queued",
            "The delay is in the issuer or in Kafka: tell operations, others are affected too."),
    QUEUE(
            "Kafka and worker lag: no worker had read it yet",
            "The delay is in our queue, or a worker was down: tell operations, others are affected too."),
    HOLD(
            "our worker, which held it back for its turn or for a provider that answered nobody",
            "The worker kept the message waiting. Tell operations, who can see whether our own throttle was at its "
                    + "limit or the provider was down."),
    THROTTLE(
            "the provider, which asked us to slow down",
            "The provider throttles us. Tell operations: the sending rate is at its limit."),
    OUTAGE(
            "a provider that failed or did not answer, and by the waits before we tried again",
            "The provider was down or slow. Tell operations if it is not the only one."),
    ACCOUNT(
            "a provider that would not let us send, and by the waits before we tried again",
            "Tell operations at once: the provider does not let us send."),
    RECEIVER(
            "the receiving mail server, which put the message off",
            "The receiving mail server puts mail off. Suggest the code by SMS if it happens again."),
    PROVIDER("the provider", "The provider was slow: tell operations if this goes on."),
    PHONE_NETWORK("the phone network", "The phone network was slow. Suggest the code by email if it happens again."),
    MAIL_SERVER(
            "the receiving mail server",
            "The receiving mail server was slow. Suggest the code by SMS if it happens again."),
    PERSON("the person", "The message was there; the person took the time."),
    EARLIER_MESSAGE(
            "an earlier message of the same code, which was waited for",
            "The first message did not get through. Suggest the channel that did.");

    private final String words;
    private final String advice;

    Spender(String words, String advice) {
        this.words = words;
        this.advice = advice;
    }

    /** For example {@code the provider}; goes on after "spent by". */
    String words() {
        return words;
    }

    String advice() {
        return advice;
    }

    /** Who spent the time between taking the message and its arrival. */
    static Spender behindTheProvider(Channel channel) {
        return switch (channel) {
            case SMS -> PHONE_NETWORK;
            case EMAIL -> MAIL_SERVER;
            case TOTP, OTHER -> PHONE_NETWORK;
        };
    }

    /** Who spent a call that ended so, and the wait after it. */
    static Spender of(DeliveryReason reason) {
        return switch (reason) {
            case THROTTLED -> THROTTLE;
            case NOT_AUTHORISED, SPEND_LIMIT -> ACCOUNT;
            case GREYLISTED, MAILBOX_FULL, REJECTED, BLOCKED, UNREACHABLE -> RECEIVER;
            case TIMED_OUT,
                    PROVIDER_UNAVAILABLE,
                    EXPIRED,
                    SUPERSEDED,
                    WITHDRAWN,
                    TOO_LATE_TO_ARRIVE,
                    INVALID_DESTINATION,
                    OPTED_OUT,
                    UNREADABLE,
                    COMPLAINED,
                    NO_REPORT,
                    OTHER -> OUTAGE;
        };
    }
}

package ontime.bench.verdicts;

import java.time.Duration;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;

/** The message is not sent, or does not come. */
final class SendingPlots {

    private SendingPlots() {}

    private static PlayedMessage asked(PlayedLogin login, Channel channel, RoutingReason why) {
        var requested = login.after(Duration.ofMillis(60));
        return login.code(requested)
                .message(channel, why)
                .published(requested.plusMillis(20))
                .consumed(requested.plusMillis(35));
    }

    /** The mail server says no at once. */
    static Expected bouncedAtOnce(PlayedLogin login) {
        asked(login, Channel.EMAIL, RoutingReason.POLICY_DEFAULT)
                .failed(
                        login.after(Duration.ofMillis(150)),
                        login.after(Duration.ofMillis(400)),
                        login.chance().one(DeliveryReason.INVALID_DESTINATION, DeliveryReason.REJECTED));
        return Expected.of("BOUNCED");
    }

    /** The mail server takes it, and sends it back. */
    static Expected bouncedLater(PlayedLogin login) {
        asked(login, Channel.EMAIL, RoutingReason.POLICY_DEFAULT)
                .accepted(login.after(Duration.ofMillis(150)), login.after(Duration.ofMillis(400)))
                .cameBack(
                        login.chance().one(DeliveryReason.INVALID_DESTINATION, DeliveryReason.MAILBOX_FULL),
                        login.after(login.chance().around(Duration.ofSeconds(20), 1)));
        return Expected.of("BOUNCED");
    }

    /** The phone is off, or blocks us. */
    static Expected turnedAwayByTheNetwork(PlayedLogin login) {
        asked(login, Channel.SMS, RoutingReason.POLICY_DEFAULT)
                .accepted(login.after(Duration.ofMillis(150)), login.after(Duration.ofMillis(300)))
                .cameBack(
                        login.chance()
                                .one(DeliveryReason.UNREACHABLE, DeliveryReason.BLOCKED, DeliveryReason.OPTED_OUT),
                        login.after(login.chance().around(Duration.ofSeconds(40), 1)));
        return Expected.of("BOUNCED");
    }

    static Expected refusedByTheProvider(PlayedLogin login) {
        asked(login, Channel.SMS, RoutingReason.POLICY_DEFAULT)
                .failed(
                        login.after(Duration.ofMillis(150)),
                        login.after(Duration.ofMillis(300)),
                        login.chance()
                                .one(
                                        DeliveryReason.NOT_AUTHORISED,
                                        DeliveryReason.SPEND_LIMIT,
                                        DeliveryReason.INVALID_DESTINATION,
                                        DeliveryReason.OPTED_OUT));
        return Expected.of("PROVIDER_FAILED");
    }

    /** The provider took it, and nobody ever heard of it again. */
    static Expected lost(PlayedLogin login) {
        var channel = login.chance().one(Channel.SMS, Channel.EMAIL);
        var message = asked(login, channel, RoutingReason.POLICY_DEFAULT)
                .accepted(login.after(Duration.ofMillis(150)), login.after(Duration.ofMillis(300)));
        if (channel == Channel.SMS) {
            message.unknown(login.after(Duration.ofMinutes(15)));
        }
        return Expected.of("CARRIER_UNCONFIRMED");
    }

    /** It is on the phone, which hides it. */
    static Expected filtered(PlayedLogin login) {
        asked(login, Channel.SMS, RoutingReason.POLICY_DEFAULT)
                .accepted(login.after(Duration.ofMillis(150)), login.after(Duration.ofMillis(300)))
                .delivered(login.after(login.chance().around(Duration.ofSeconds(3), 0.5)));
        return Expected.of("DELIVERED_NOT_ENTERED");
    }

    static Expected noWorker(PlayedLogin login) {
        asked(login, Channel.SMS, RoutingReason.POLICY_DEFAULT);
        return Expected.of("NO_RECEIPT");
    }

    /** The call brings no answer; then the person clicks again, and it is not repeated. */
    static Expected unansweredAndDropped(PlayedLogin login) {
        var requested = login.after(Duration.ofMillis(60));
        var code = login.code(requested);
        var message = code.message(Channel.SMS, RoutingReason.POLICY_DEFAULT)
                .published(requested.plusMillis(20))
                .consumed(requested.plusMillis(35));
        message.deferred(
                requested.plusMillis(50),
                requested.plusMillis(5_050),
                DeliveryReason.TIMED_OUT,
                "no answer in time, perhaps taken",
                requested.plusMillis(5_300));
        OtherLogin.of(
                login,
                Outcome.lost(code, message, Keeper.OUTAGE),
                requested.plusMillis(5_100),
                PlayedCode.Contact.of(Channel.SMS));
        message.dropped(DeliveryReason.SUPERSEDED, requested.plusMillis(5_200));
        return Expected.of("PERHAPS_SENT");
    }
}

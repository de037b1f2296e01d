package ontime.bench.verdicts;

import java.time.Duration;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;

/** The code goes where the person does not look, or nowhere. */
final class RoutePlots {

    private RoutePlots() {}

    /** The number was changed, and this code went to the old one; the person clicks again and gets the next one. */
    static Expected oldNumber(PlayedLogin login) {
        var requested = login.after(Duration.ofMillis(60));
        var code = login.code(requested);
        var message = code.message(
                        requested,
                        Channel.SMS,
                        RoutingReason.POLICY_DEFAULT,
                        new PlayedCode.Contact("+44 •••• ••0123", 3L))
                .published(requested.plusMillis(20))
                .consumed(requested.plusMillis(35))
                .accepted(requested.plusMillis(50), requested.plusMillis(200));
        if (login.chance().of(0.8)) {
            message.delivered(requested.plusSeconds(3));
        }
        OtherLogin.of(
                login,
                Outcome.lost(code, message, Keeper.PHONE_NETWORK),
                login.click().plus(login.chance().between(Duration.ofSeconds(40), Duration.ofSeconds(280))),
                new PlayedCode.Contact("+44 •••• ••0456", 4L));
        return Expected.of("SENT_TO_OLD_DESTINATION");
    }

    /** The number is abroad, so the code goes by mail; not everybody looks there. */
    static Expected foreignNumber(PlayedLogin login) {
        return detour(login, RoutingReason.COUNTRY_NOT_ALLOWED, "ROUTED_TO_EMAIL_COUNTRY");
    }

    static Expected suppressedNumber(PlayedLogin login) {
        return detour(login, RoutingReason.SUPPRESSED, "SUPPRESSED");
    }

    static Expected landline(PlayedLogin login) {
        return detour(login, RoutingReason.NOT_A_MOBILE, "ROUTED_TO_OTHER_CHANNEL");
    }

    private static Expected detour(PlayedLogin login, RoutingReason why, String code) {
        var outcome = new Journey(login, Channel.EMAIL).routed(why).play();
        if (login.chance().of(0.3) && outcome.arrived() != null) {
            login.entered(outcome.code(), outcome.arrived().plusSeconds(20));
            return Expected.of("VERIFIED");
        }
        return Expected.of(code);
    }

    /** The number is abroad, and the mail bounces. */
    static Expected foreignNumberAndBounce(PlayedLogin login) {
        var requested = login.after(Duration.ofMillis(60));
        login.code(requested)
                .message(Channel.EMAIL, RoutingReason.COUNTRY_NOT_ALLOWED)
                .published(requested.plusMillis(20))
                .consumed(requested.plusMillis(35))
                .failed(requested.plusMillis(50), requested.plusMillis(300), DeliveryReason.INVALID_DESTINATION);
        return Expected.of("BOUNCED").or(Expected.of("ROUTED_TO_EMAIL_COUNTRY"));
    }

    /** The SMS fails, or is not taken in time, and the same code goes by mail. */
    static Expected fallback(PlayedLogin login) {
        var requested = login.after(Duration.ofMillis(60));
        var code = login.code(requested);
        var sms = code.message(Channel.SMS, RoutingReason.POLICY_DEFAULT)
                .published(requested.plusMillis(20))
                .consumed(requested.plusMillis(35));
        var failed = login.chance().of(0.5);
        if (failed) {
            sms.failed(requested.plusMillis(50), requested.plusMillis(900), DeliveryReason.PROVIDER_UNAVAILABLE);
        } else {
            sms.deferred(
                    requested.plusMillis(50),
                    requested.plusMillis(5_050),
                    DeliveryReason.PROVIDER_UNAVAILABLE,
                    "connection refused",
                    requested.plusMillis(5_300));
        }
        var second = requested.plusMillis(failed ? 1_000 : 20_000);
        code.message(second, Channel.EMAIL, RoutingReason.FALLBACK)
                .published(second.plusMillis(20))
                .consumed(second.plusMillis(35))
                .accepted(second.plusMillis(50), second.plusMillis(300));
        if (login.chance().of(0.3)) {
            login.entered(code, second.plusSeconds(8));
            return Expected.of("VERIFIED");
        }
        return Expected.of("FELL_BACK");
    }

    static Expected noRoute(PlayedLogin login) {
        login.refused(
                RefusalReason.NO_ROUTE,
                login.chance()
                        .one(RoutingReason.COUNTRY_NOT_ALLOWED, RoutingReason.NO_PHONE, RoutingReason.NOT_A_MOBILE),
                null,
                login.after(Duration.ofMillis(60)));
        return Expected.of("NO_ROUTE");
    }

    static Expected rateLimited(PlayedLogin login) {
        login.refused(
                RefusalReason.RATE_LIMITED,
                null,
                login.chance().one("user", "destination", "client-ip"),
                login.after(Duration.ofMillis(60)));
        return Expected.of("RATE_LIMITED");
    }

    static Expected badNumber(PlayedLogin login) {
        login.refused(RefusalReason.INVALID_DESTINATION, null, null, login.after(Duration.ofMillis(60)));
        return Expected.of("INVALID_DESTINATION");
    }

    static Expected badRequest(PlayedLogin login) {
        login.refused(RefusalReason.MALFORMED, null, null, login.after(Duration.ofMillis(60)));
        return Expected.of("REFUSED");
    }
}

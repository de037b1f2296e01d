package ontime.bench.verdicts;

import java.time.Duration;
import java.time.Instant;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.RoutingReason;
import ontime.events.WithdrawalReason;

/** The message comes, and what is typed is not it. */
final class EntryPlots {

    private EntryPlots() {}

    private static Outcome arrived(PlayedLogin login) {
        return new Journey(login, Channel.SMS).play();
    }

    /** When the person has read it. */
    private static Instant read(PlayedLogin login, Outcome outcome) {
        var from = outcome.arrived() == null ? login.click() : outcome.arrived();
        return from.plus(login.chance().around(Duration.ofSeconds(12), 0.4));
    }

    /** One to four wrong codes, and the person gives up. */
    static Expected typo(PlayedLogin login) {
        return typo(login, arrived(login));
    }

    private static Expected typo(PlayedLogin login, Outcome outcome) {
        var at = read(login, outcome);
        var times = 1 + login.chance().upTo(4);
        for (var time = 0; time < times; time++) {
            login.typed(outcome.code(), CheckOutcome.WRONG_CODE, 4 - time, at.plusSeconds(6L * time));
        }
        return Expected.of("WRONG_DIGITS");
    }

    /** It comes late, and then the digits are wrong. */
    static Expected lateAndTypo(PlayedLogin login) {
        var outcome = new Journey(login, Channel.SMS)
                .keep(Keeper.PHONE_NETWORK, login.chance().between(Duration.ofSeconds(40), Duration.ofSeconds(150)))
                .reported(true)
                .play();
        return typo(login, outcome).or(Expected.of(Keeper.PHONE_NETWORK, "ARRIVED_LATE"));
    }

    static Expected locked(PlayedLogin login) {
        var outcome = arrived(login);
        var at = read(login, outcome);
        for (var left = 4; left >= 0; left--) {
            login.typed(outcome.code(), CheckOutcome.WRONG_CODE, left, at.plusSeconds(6L * (4 - left)));
        }
        login.withdrawn(outcome.code(), WithdrawalReason.LOCKED, null, at.plusSeconds(24));
        if (login.chance().of(0.5)) {
            login.typed(outcome.code(), CheckOutcome.LOCKED, 0, at.plusSeconds(40));
        }
        return Expected.of("LOCKED");
    }

    /** The message was there in time, and the person was not. */
    static Expected typedTooLate(PlayedLogin login) {
        var outcome = arrived(login);
        var late = login.chance().between(Duration.ofMillis(1), Duration.ofMinutes(5));
        login.typed(
                outcome.code(),
                CheckOutcome.EXPIRED,
                5,
                outcome.code().expiresAt().plus(late));
        return Expected.of("ENTERED_AFTER_EXPIRY");
    }

    /** Clicked again on the same page, and typed the first code. */
    static Expected olderCode(PlayedLogin login) {
        var first = arrived(login);
        var second = again(login, first);
        login.typed(second, CheckOutcome.SUPERSEDED, 4, second.requestedAt().plusSeconds(9));
        if (login.chance().of(0.3)) {
            login.typed(second, CheckOutcome.WRONG_CODE, 3, second.requestedAt().plusSeconds(20));
        }
        return Expected.of("SUPERSEDED_CODE_ENTERED");
    }

    private static PlayedCode again(PlayedLogin login, Outcome first) {
        var at = login.click().plus(login.chance().between(Duration.ofSeconds(15), Duration.ofSeconds(120)));
        var code = login.code(at);
        login.withdrawn(first.code(), WithdrawalReason.SUPERSEDED, code, at);
        code.message(Channel.SMS, RoutingReason.POLICY_DEFAULT)
                .published(at.plusMillis(20))
                .consumed(at.plusMillis(40))
                .accepted(at.plusMillis(60), at.plusMillis(180));
        return code;
    }

    /** A second tab: the first page is dead, and perhaps the new code is typed there. */
    static Expected secondTab(PlayedLogin login) {
        var first = arrived(login);
        var at = login.click().plus(login.chance().between(Duration.ofSeconds(3), Duration.ofSeconds(29)));
        OtherLogin.of(login, first, at, PlayedCode.Contact.of(Channel.SMS));
        if (login.chance().of(0.4)) {
            login.typed(first.code(), CheckOutcome.WRONG_CODE, 4, at.plusSeconds(12));
        }
        return Expected.of("SUPERSEDED");
    }

    /** The person waits for a slow network, clicks again, and asks about the first click. */
    static Expected lateAndSecondTab(PlayedLogin login) {
        var first = new Journey(login, Channel.SMS)
                .keep(Keeper.PHONE_NETWORK, login.chance().between(Duration.ofSeconds(40), Duration.ofSeconds(150)))
                .reported(true)
                .play();
        OtherLogin.of(login, first, login.click().plusSeconds(35), PlayedCode.Contact.of(Channel.SMS));
        return Expected.of(Keeper.PHONE_NETWORK, "ARRIVED_LATE").or(Expected.of("SUPERSEDED"));
    }

    static Expected cancelled(PlayedLogin login) {
        var outcome = arrived(login);
        login.withdrawn(
                outcome.code(),
                WithdrawalReason.CANCELLED,
                null,
                login.click().plus(login.chance().between(Duration.ofSeconds(2), Duration.ofSeconds(60))));
        return Expected.of("CANCELLED");
    }
}

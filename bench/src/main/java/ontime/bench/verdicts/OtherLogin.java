package ontime.bench.verdicts;

import java.time.Instant;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.events.WithdrawalReason;

/** A later login of the same person, whose code ends the one before. */
final class OtherLogin {

    private OtherLogin() {}

    static PlayedCode of(PlayedLogin login, Outcome first, Instant at, PlayedCode.Contact contact) {
        var later = login.clickedAgain(at);
        var code = later.code(at.plusMillis(50));
        login.withdrawn(first.code(), WithdrawalReason.SUPERSEDED, code, at.plusMillis(50));
        code.message(code.requestedAt(), Channel.SMS, RoutingReason.POLICY_DEFAULT, contact)
                .published(at.plusMillis(70))
                .consumed(at.plusMillis(90))
                .accepted(at.plusMillis(100), at.plusMillis(220));
        later.entered(code, at.plusSeconds(20));
        return code;
    }
}

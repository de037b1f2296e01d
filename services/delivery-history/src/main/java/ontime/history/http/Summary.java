package ontime.history.http;

import static java.util.function.Predicate.not;

import java.time.Instant;
import java.util.List;
import ontime.events.Channel;
import ontime.history.facts.Challenge;
import ontime.history.facts.Delivery;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.Login;
import ontime.history.verdict.Severity;
import ontime.history.verdict.Verdict;
import ontime.history.verdict.VerdictCode;
import org.jspecify.annotations.Nullable;

/**
 * A login as a line of a list.
 *
 * @param reference of the newest code; null when none was made
 * @param channel of the newest delivery, like the rest
 */
record Summary(
        String loginId,
        String tenant,
        String userId,
        Instant clickedAt,
        Headline verdict,
        @Nullable String reference,
        @Nullable Channel channel,
        @Nullable String destination,
        @Nullable DeliveryState status) {

    record Headline(VerdictCode code, Severity severity, String text) {}

    static Summary of(Login login, Verdict verdict) {
        var newest = login.newest();
        var delivery =
                newest.map(Challenge::deliveries).filter(not(List::isEmpty)).map(List::getLast);
        return new Summary(
                login.loginId(),
                login.tenant(),
                login.userId(),
                login.clickedAt(),
                new Headline(verdict.code(), verdict.severity(), verdict.text()),
                newest.map(Challenge::reference).orElse(null),
                delivery.map(Delivery::channel).orElse(null),
                delivery.map(Delivery::destination).orElse(null),
                delivery.map(Delivery::status).orElse(null));
    }
}

package ontime.history.http;

import java.time.Instant;
import java.util.List;
import ontime.events.Channel;
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
 * @param reference of the newest code
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
        var newest = newest(login.newest().deliveries());
        return new Summary(
                login.loginId(),
                login.tenant(),
                login.userId(),
                login.clickedAt(),
                new Headline(verdict.code(), verdict.severity(), verdict.text()),
                login.newest().reference(),
                newest == null ? null : newest.channel(),
                newest == null ? null : newest.destination(),
                newest == null ? null : newest.status());
    }

    private static @Nullable Delivery newest(List<Delivery> deliveries) {
        return deliveries.isEmpty() ? null : deliveries.getLast();
    }
}

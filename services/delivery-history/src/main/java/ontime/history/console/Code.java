package ontime.history.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.history.facts.Attempt;
import ontime.history.facts.Challenge;
import ontime.history.facts.ChallengeStatus;
import ontime.history.facts.Check;
import ontime.history.facts.Delivery;
import ontime.history.facts.Successor;
import ontime.history.ledger.Host;
import ontime.history.verdict.PlainWords;
import org.jspecify.annotations.Nullable;

/**
 * One code of a login as its page shows it.
 *
 * @param superseded whether a newer code has replaced it: it is struck through
 * @param unread whether the request of it has not been read, so that part of what is shown is missing
 */
record Code(
        String challengeId,
        String reference,
        String status,
        boolean superseded,
        boolean unread,
        Words.@Nullable Time expires,
        @Nullable Successor successor,
        List<Message> messages,
        List<Line> checks) {

    /** Less than this is between the best of clocks, and the networks write whole seconds. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(1);

    /**
     * One delivery.
     *
     * @param contact which version of the person's contact it went to
     * @param clocks what is known of clocks that are wrong, a sentence each
     */
    record Message(
            String title,
            String status,
            String state,
            @Nullable String reason,
            @Nullable String routing,
            @Nullable String contact,
            List<String> clocks,
            List<Line> instants,
            List<Try> attempts) {}

    record Try(int number, String provider, Words.Time time, String since, String status, String detail) {}

    static Code of(Challenge challenge, Instant start) {
        return new Code(
                challenge.challengeId(),
                reference(challenge),
                Words.spoken(challenge.status()),
                challenge.status() == ChallengeStatus.SUPERSEDED,
                challenge.reference() == null && challenge.checks().stream().noneMatch(Check::isOfApp),
                challenge.expiresAt() == null ? null : Words.Time.of(challenge.expiresAt()),
                challenge.supersededBy(),
                challenge.deliveries().stream()
                        .map(delivery -> message(delivery, start))
                        .toList(),
                challenge.checks().stream().map(check -> check(check, start)).toList());
    }

    static String reference(Challenge challenge) {
        return Objects.requireNonNullElse(challenge.reference(), "?");
    }

    private static Message message(Delivery delivery, Instant start) {
        var routing = delivery.routing();
        return new Message(
                Words.message(delivery.channel(), delivery.destination())
                        + (delivery.provider() == null ? "" : " via " + delivery.provider()),
                Words.spoken(delivery.status().told())
                        + (delivery.confidence() == null
                                ? ""
                                : ", confirmed by " + confirmation(Words.spoken(delivery.confidence()))),
                delivery.status().told().name().toLowerCase(Locale.ROOT),
                delivery.reason() == null ? null : Words.spoken(delivery.reason()),
                routing == null ? null : Words.spoken(routing.reason()),
                delivery.contactVersion() == null ? null : "version " + delivery.contactVersion(),
                delivery.ledger().skew().entrySet().stream()
                        .filter(skew -> skew.getValue().abs().compareTo(NOTICEABLE) > 0)
                        .map(Code::clock)
                        .toList(),
                delivery.ledger().instants().entrySet().stream()
                        .map(instant -> Line.of(instant.getValue(), start, Words.spoken(instant.getKey())))
                        .toList(),
                delivery.attempts().stream()
                        .map(attempt -> attempt(attempt, start))
                        .toList());
    }

    private static String clock(Map.Entry<Host, Duration> skew) {
        return "The clock of " + skew.getKey().words() + " is "
                + PlainWords.of(skew.getValue().abs()) + (skew.getValue().isNegative() ? " behind" : " ahead")
                + ", or more: its times stand here in the order of the events.";
    }

    private static String confirmation(String confidence) {
        return "the " + confidence;
    }

    private static Try attempt(Attempt attempt, Instant start) {
        var detail = Stream.of(
                        attempt.reason() == null ? null : Words.spoken(attempt.reason()),
                        attempt.detail(),
                        attempt.retryAt() == null ? null : "next try due " + PlainWords.of(attempt.retryAt()))
                .filter(Objects::nonNull)
                .toList();
        return new Try(
                attempt.attempt(),
                Objects.requireNonNullElse(attempt.provider(), ""),
                Words.Time.of(attempt.endedAt()),
                Words.since(start, attempt.endedAt()),
                Words.spoken(attempt.status().told()),
                String.join(" · ", detail));
    }

    private static Line check(Check check, Instant start) {
        var left = check.outcome() == CheckOutcome.WRONG_CODE ? ", " + check.attemptsLeft() + " tries left" : "";
        return Line.of(check.checkedAt(), start, Words.spoken(check.outcome()) + left);
    }
}

package ontime.history.console;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.history.facts.Attempt;
import ontime.history.facts.Challenge;
import ontime.history.facts.Check;
import ontime.history.facts.Delivery;
import ontime.history.facts.Fact;
import ontime.history.facts.Login;
import ontime.history.facts.Published;
import ontime.history.facts.Refusal;
import ontime.history.facts.Routing;
import ontime.history.facts.Successor;
import ontime.history.verdict.PlainWords;
import ontime.history.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/** What the page of one login shows, in the words it shows it in. */
record LoginPage(
        String loginId,
        String tenant,
        String userId,
        Words.Time clicked,
        boolean inProgress,
        Judgement verdict,
        List<Code> codes,
        List<Line> refusals,
        List<Line> events) {

    record Judgement(
            String code, String severity, String text, String advice, List<Line> evidence, List<String> also) {}

    /** A line of a timeline. */
    record Line(Words.Time time, String since, String text) {}

    record Code(
            String challengeId,
            String reference,
            String status,
            @Nullable String expires,
            @Nullable Successor successor,
            List<Message> messages,
            List<Line> checks) {}

    record Message(
            String title,
            String status,
            String state,
            @Nullable String reason,
            @Nullable String routing,
            Waterfall waterfall,
            String total,
            List<Line> instants,
            List<Try> attempts) {}

    record Try(int number, String provider, Words.Time time, String since, String status, String detail) {}

    static LoginPage of(Login login, Verdict verdict) {
        var start = login.clickedAt();
        var end = end(login);
        return new LoginPage(
                login.loginId(),
                login.tenant(),
                login.userId(),
                Words.Time.of(start),
                login.inProgress(),
                judgement(verdict, start),
                login.challenges().reversed().stream()
                        .map(challenge -> code(challenge, start, end))
                        .toList(),
                login.refusals().stream()
                        .map(refusal -> refusal(refusal, start))
                        .toList(),
                login.events().stream().map(event -> event(event, start)).toList());
    }

    /** The last instant on the common scale of all deliveries. */
    private static Instant end(Login login) {
        return login.challenges().stream()
                .flatMap(challenge -> challenge.deliveries().stream())
                .flatMap(delivery -> delivery
                        .begun()
                        .map(begun -> begun.plus(delivery.ledger().total()))
                        .stream())
                .max(Instant::compareTo)
                .orElse(login.clickedAt());
    }

    private static Judgement judgement(Verdict verdict, Instant start) {
        return new Judgement(
                verdict.code().name(),
                verdict.severity().name().toLowerCase(Locale.ROOT),
                verdict.text(),
                verdict.advice(),
                verdict.evidence().stream()
                        .map(evidence -> line(evidence.at(), start, evidence.text()))
                        .toList(),
                verdict.also().stream().map(Verdict.Remark::text).toList());
    }

    private static Code code(Challenge challenge, Instant start, Instant end) {
        return new Code(
                challenge.challengeId(),
                Objects.requireNonNullElse(challenge.reference(), "?"),
                Words.spoken(challenge.status()),
                challenge.expiresAt() == null ? null : PlainWords.of(challenge.expiresAt()),
                challenge.supersededBy(),
                challenge.deliveries().stream()
                        .map(delivery -> message(delivery, start, end))
                        .toList(),
                challenge.checks().stream().map(check -> check(check, start)).toList());
    }

    private static Message message(Delivery delivery, Instant start, Instant end) {
        var title = PlainWords.of(delivery.channel())
                + (delivery.destination() == null ? "" : " to " + delivery.destination())
                + (delivery.provider() == null ? "" : " via " + delivery.provider());
        return new Message(
                title,
                Words.spoken(delivery.status().told())
                        + (delivery.confidence() == null ? "" : ", " + Words.spoken(delivery.confidence())),
                delivery.status().told().name().toLowerCase(Locale.ROOT),
                delivery.reason() == null ? null : Words.spoken(delivery.reason()),
                routing(delivery.routing()),
                Waterfall.of(delivery, start, end),
                PlainWords.of(delivery.ledger().total()),
                delivery.ledger().instants().entrySet().stream()
                        .map(instant -> line(instant.getValue(), start, Words.spoken(instant.getKey())))
                        .toList(),
                delivery.attempts().stream()
                        .map(attempt -> attempt(attempt, start))
                        .toList());
    }

    private static @Nullable String routing(@Nullable Routing routing) {
        return routing == null ? null : Words.spoken(routing.reason());
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
        return line(check.checkedAt(), start, Words.spoken(check.outcome()) + left);
    }

    private static Line refusal(Refusal refusal, Instant start) {
        var wished = refusal.requestedChannel() == null ? null : PlainWords.of(refusal.requestedChannel());
        var words = Stream.of(
                        Words.spoken(refusal.reason()),
                        refusal.routingReason() == null ? null : Words.spoken(refusal.routingReason()),
                        refusal.limit() == null ? null : "limit " + refusal.limit(),
                        wished == null ? null : wished + " was asked for",
                        refusal.destination(),
                        refusal.country() == null ? null : PlainWords.country(refusal.country()),
                        refusal.userId() == null ? null : "user " + refusal.userId(),
                        refusal.detail(),
                        refusal.retryAt() == null ? null : "try again from " + PlainWords.of(refusal.retryAt()))
                .filter(Objects::nonNull)
                .toList();
        return line(refusal.refusedAt(), start, String.join(" · ", words));
    }

    private static Line event(Published event, Instant start) {
        var fact = event.fact();
        var subject = fact instanceof Fact.OfChallenge ofChallenge ? " · challenge " + ofChallenge.challengeId() : "";
        return line(fact.at(), start, fact.type() + subject);
    }

    private static Line line(Instant at, Instant start, String text) {
        return new Line(Words.Time.of(at), Words.since(start, at), text);
    }
}

package ontime.history.console;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import ontime.history.facts.Fact;
import ontime.history.facts.Login;
import ontime.history.facts.Published;
import ontime.history.facts.Refusal;
import ontime.history.verdict.Patience;
import ontime.history.verdict.PlainWords;
import ontime.history.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What the page of one login shows, in the words it shows it in.
 *
 * @param version changes with whatever the page shows
 * @param trace null where its events came without one
 * @param partial whether the request of one of its codes has not been read
 */
record LoginPage(
        String loginId,
        String tenant,
        String userId,
        Words.Time clicked,
        String ago,
        String version,
        boolean inProgress,
        boolean partial,
        @Nullable LoginTrace trace,
        Judgement verdict,
        Waterfall waterfall,
        List<Code> codes,
        List<Line> refusals,
        List<Event> events) {

    /**
     * @param reply what may be sent to the person as it is
     * @param spent whose seconds are complained of, in words; null where the time is not what is wrong
     */
    record Judgement(
            String code,
            String severity,
            String text,
            String advice,
            String reply,
            @Nullable String spent,
            List<Line> evidence,
            List<String> also) {}

    /** What was read from a topic. */
    record Event(
            Line line,
            String type,
            @Nullable String challengeId,
            String published,
            @Nullable String traceId) {}

    static LoginPage of(Login login, Verdict verdict, Patience patience, @Nullable String traceUrl, Instant now) {
        var start = login.clickedAt();
        var codes = login.challenges().reversed().stream()
                .map(challenge -> Code.of(challenge, start))
                .toList();
        return new LoginPage(
                login.loginId(),
                login.tenant(),
                login.userId(),
                Words.Time.of(start),
                Words.ago(start, now),
                LoginChange.version(login, verdict),
                login.inProgress(),
                codes.stream().anyMatch(Code::unread),
                LoginTrace.of(login, traceUrl),
                judgement(verdict, start),
                Waterfall.of(login, patience, now),
                codes,
                login.refusals().stream()
                        .map(refusal -> refusal(refusal, start))
                        .toList(),
                login.events().stream().map(event -> event(event, start)).toList());
    }

    private static Judgement judgement(Verdict verdict, Instant start) {
        return new Judgement(
                verdict.code().name(),
                verdict.severity().name().toLowerCase(Locale.ROOT),
                verdict.text(),
                verdict.advice(),
                verdict.reply(),
                verdict.spent() == null ? null : verdict.spent().inWords() + ".",
                verdict.evidence().stream()
                        .map(evidence -> Line.of(evidence.at(), start, evidence.text()))
                        .toList(),
                verdict.also().stream().map(Verdict.Remark::text).toList());
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
        return Line.of(refusal.refusedAt(), start, String.join(" · ", words));
    }

    private static Event event(Published event, Instant start) {
        var fact = event.fact();
        return new Event(
                Line.of(fact.at(), start, told(fact)),
                fact.type(),
                fact instanceof Fact.OfChallenge ofChallenge ? ofChallenge.challengeId() : null,
                Words.since(start, event.publishedAt()),
                event.trace() == null ? null : event.trace().traceId());
    }

    private static String told(Fact fact) {
        return switch (fact) {
            case Fact.Requested requested ->
                "code " + requested.reference() + ", delivery " + requested.delivery() + " by "
                        + PlainWords.of(requested.channel());
            case Fact.Withdrawn withdrawn -> Words.spoken(withdrawn.reason());
            case Fact.Reported receipt ->
                "delivery " + receipt.delivery() + (receipt.attempt() == 0 ? "" : ", try " + receipt.attempt()) + ": "
                        + Words.spoken(receipt.status())
                        + (receipt.reason() == null ? "" : ", " + Words.spoken(receipt.reason()));
            case Fact.Checked check -> Words.spoken(check.outcome());
            case Fact.Refused refused -> Words.spoken(refused.reason());
        };
    }
}

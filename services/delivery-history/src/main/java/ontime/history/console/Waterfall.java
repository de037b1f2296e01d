package ontime.history.console;

import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ontime.history.facts.Challenge;
import ontime.history.facts.ChallengeStatus;
import ontime.history.facts.Check;
import ontime.history.facts.Delivery;
import ontime.history.facts.Login;
import ontime.history.verdict.Patience;
import ontime.history.verdict.PlainWords;
import org.jspecify.annotations.Nullable;

/**
 * Where a login's time went: the stages of all its deliveries on one scale, which begins with the click.
 *
 * @param ticks round times across the top
 * @param late from where on a code is late; null while the drawing does not reach so far
 * @param lateAfter the same in words
 * @param lanes one for each delivery, the oldest first
 */
record Waterfall(List<Scale.Mark> ticks, Scale.@Nullable Mark late, String lateAfter, List<Lane> lanes) {

    /** The line of lateness belongs on the drawing as soon as it would not squeeze what happened into a corner. */
    private static final double LEAST_SHARE = 0.4;

    /**
     * One delivery.
     *
     * @param superseded whether a newer code has replaced this one
     * @param words all that the drawing tells, for whoever does not see it
     */
    record Lane(String reference, boolean superseded, String title, String total, List<Row> rows, String words) {}

    /**
     * One stage, or the calls to the provider, or what was typed.
     *
     * @param spender whose seconds these are; null where nobody spends any
     * @param time how long it took; empty where that is no question
     */
    record Row(String name, @Nullable String spender, List<Bar> bars, String began, String ended, String time) {}

    /**
     * A stretch of a row.
     *
     * @param look how it is drawn, a name of the style sheet's
     * @param words what it is
     */
    record Bar(Scale.Span span, String look, String words) {}

    /** Draws what is known of a login now. */
    static Waterfall of(Login login, Patience patience, Instant now) {
        var start = login.clickedAt();
        var lateFrom = start.plus(patience.late());
        var end = end(login, now);
        var shown = Duration.between(start, end).toMillis()
                >= LEAST_SHARE * patience.late().toMillis();
        var scale = new Scale(
                start,
                shown && lateFrom.isAfter(end) ? lateFrom.plus(patience.late().dividedBy(20)) : end);
        var lateAfter = PlainWords.of(patience.late());
        return new Waterfall(
                scale.ticks(),
                shown ? scale.mark(lateFrom, lateAfter) : null,
                lateAfter,
                login.challenges().stream()
                        .flatMap(challenge -> lanes(challenge, scale, now))
                        .toList());
    }

    /** The last instant of any delivery or check; now, while something is under way. */
    private static Instant end(Login login, Instant now) {
        var known = login.challenges().stream()
                .flatMap(challenge -> Stream.concat(
                        challenge.deliveries().stream()
                                .flatMap(delivery -> Stream.concat(
                                        delivery.ledger().instants().values().stream(),
                                        delivery.attempts().stream().map(attempt -> attempt.endedAt()))),
                        challenge.checks().stream().map(Check::checkedAt)));
        var open = login.challenges().stream()
                .anyMatch(challenge -> challenge.deliveries().stream()
                        .anyMatch(delivery -> Stages.open(challenge, delivery).isPresent()));
        return Stream.concat(known, open ? Stream.of(now) : Stream.of())
                .max(naturalOrder())
                .orElse(login.clickedAt());
    }

    private static Stream<Lane> lanes(Challenge challenge, Scale scale, Instant now) {
        var last = challenge.deliveries().stream()
                .mapToInt(Delivery::delivery)
                .max()
                .orElse(0);
        return challenge.deliveries().stream()
                .map(delivery -> lane(challenge, delivery, delivery.delivery() == last, scale, now));
    }

    private static Lane lane(Challenge challenge, Delivery delivery, boolean last, Scale scale, Instant now) {
        var rows = Stream.of(
                        Stages.rows(challenge, delivery, scale, now),
                        CallRows.rows(delivery, scale),
                        last ? CallRows.typed(challenge.checks(), scale) : Stream.<Row>empty())
                .flatMap(stream -> stream)
                .toList();
        var title = Words.message(delivery.channel(), delivery.destination());
        var total = PlainWords.of(delivery.ledger().total());
        var superseded = challenge.status() == ChallengeStatus.SUPERSEDED;
        return new Lane(
                Code.reference(challenge),
                superseded,
                title,
                total,
                rows,
                "Code " + Code.reference(challenge) + (superseded ? ", superseded, " : ", ") + title + ", " + total
                        + " in all: "
                        + rows.stream()
                                .flatMap(row -> row.bars().stream())
                                .map(Bar::words)
                                .collect(Collectors.joining("; ")));
    }
}

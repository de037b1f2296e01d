package ontime.history.verdict;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.history.ledger.Host;

/** How far the times of the login can be trusted. */
final class ClockRules {

    /** Less than this is between the best of clocks, and the networks write whole seconds. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(1);

    private ClockRules() {}

    /** Two machines tell times that cannot both be true. */
    static Optional<Finding> clocksDisagree(Case one) {
        return one.deliveries().stream()
                .flatMap(delivery -> delivery.ledger().skew().entrySet().stream())
                .filter(skew -> skew.getValue().abs().compareTo(NOTICEABLE) > 0)
                .max(comparing(
                        (Map.Entry<Host, Duration> skew) -> skew.getValue().abs()))
                .map(skew -> new Finding(
                        VerdictCode.CLOCK_SKEW,
                        "The clock of " + skew.getKey().words() + " is "
                                + PlainWords.of(skew.getValue().abs())
                                + (skew.getValue().isNegative() ? " behind" : " ahead")
                                + ", or more: the times of this login were put in order, and are uncertain by as much.",
                        "Tell operations.",
                        VerdictCode.CLOCK_SKEW.reply(),
                        Stream.empty()));
    }
}

package ontime.history.search;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.Fact;
import org.jspecify.annotations.Nullable;

/**
 * A fact mentions a login by a name. Which mentions a fact makes follows from that fact alone, so that the mentions of
 * many facts are the same in whatever order and however often the facts come.
 *
 * @param name a {@link Name}
 * @param at the login's place among those of the same name, the newest first; the earliest mention counts
 */
public record Mention(String tenant, String name, Instant at, String loginId) {

    /** The mentions that a fact makes. */
    public static Stream<Mention> of(Fact fact) {
        return switch (fact) {
            case Fact.Requested requested ->
                all(
                        fact,
                        requested.clicked(),
                        Name.EVERY.of(requested.channel().name()),
                        Name.USER.of(requested.userId()),
                        Name.DESTINATION.of(requested.destinationFingerprint()),
                        Name.LAST_DIGITS.of(Name.lastDigits(requested.maskedDestination())),
                        Name.REFERENCE.of(requested.reference()));
            case Fact.Refused refused ->
                all(
                        fact,
                        refused.clicked(),
                        Name.EVERY.of(Name.NO_CHANNEL),
                        Name.USER.of(refused.userId()),
                        Name.DESTINATION.of(refused.destinationFingerprint()),
                        Name.LAST_DIGITS.of(Name.lastDigits(refused.maskedDestination())));
            case Fact.Reported receipt ->
                Stream.concat(
                        inPassing(receipt),
                        all(
                                fact,
                                receipt.publishedAt() == null ? receipt.at() : receipt.publishedAt(),
                                Name.MESSAGE.of(receipt.providerMessageId()),
                                rare(receipt.state())));
            case Fact.Withdrawn withdrawn -> inPassing(withdrawn);
            case Fact.Checked check -> inPassing(check);
        };
    }

    /** The names of which every login has one, that of its channel. */
    public static Set<String> ofAnyChannel() {
        return Stream.concat(Arrays.stream(Channel.values()).map(Enum::name), Stream.of(Name.NO_CHANNEL))
                .map(channel -> String.valueOf(Name.EVERY.of(channel)))
                .collect(Collectors.toSet());
    }

    /** The names by which everything is mentioned that a user did. */
    public static Stream<String> ofUser(String userId) {
        return Stream.of(String.valueOf(Name.USER.of(userId)), String.valueOf(Name.USER_IN_PASSING.of(userId)));
    }

    /**
     * A login whose request was never read is found by its user all the same, and so is everything that has to be
     * erased. One mention a day is enough for that, however much happens.
     */
    private static Stream<Mention> inPassing(Fact fact) {
        return all(fact, fact.at().truncatedTo(ChronoUnit.DAYS), Name.USER_IN_PASSING.of(fact.userId()));
    }

    /** Nearly every delivery is accepted and delivered: whoever looks for such a one need not be helped. */
    private static @Nullable String rare(DeliveryState state) {
        return switch (state) {
            case REQUESTED, QUEUED, ACCEPTED, DELIVERED -> null;
            case DEFERRED, DROPPED, FAILED, UNKNOWN, RETURNED ->
                Name.STATUS.of(state.told().name());
        };
    }

    private static Stream<Mention> all(Fact fact, Instant at, @Nullable String... names) {
        return Stream.of(names).mapMulti((name, into) -> {
            if (name != null) {
                into.accept(new Mention(fact.tenant(), name, at, fact.loginId()));
            }
        });
    }
}

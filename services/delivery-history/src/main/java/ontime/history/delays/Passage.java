package ontime.history.delays;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ontime.events.Channel;
import ontime.history.ledger.Ledger;
import ontime.history.ledger.Moment;
import org.jspecify.annotations.Nullable;

/**
 * One delivery, as far as its time is concerned.
 *
 * @param begun the click for the first delivery of a code, its own request for every other
 * @param provider null while none has been called
 * @param country ISO 3166-1 alpha-2 of a phone number; null for mail
 * @param returned the provider took it, and somebody beyond it turned it away
 */
public record Passage(
        String loginId,
        Channel channel,
        @Nullable String provider,
        @Nullable String country,
        Instant begun,
        boolean returned,
        Ledger ledger) {

    /** How long it took to arrive, as exactly as is known; nothing while, or because, it has not. */
    public Optional<Duration> took() {
        return returned
                ? Optional.empty()
                : ledger.at(Moment.DELIVERED)
                        .or(() -> ledger.at(Moment.ACCEPTED))
                        .map(arrival -> arrival.isBefore(begun) ? Duration.ZERO : Duration.between(begun, arrival));
    }

    /** Whether it has not arrived and is too young for anybody to say that it is late. */
    public boolean isTooYoung(Duration silent, Instant now) {
        return !returned && took().isEmpty() && begun.plus(silent).isAfter(now);
    }
}

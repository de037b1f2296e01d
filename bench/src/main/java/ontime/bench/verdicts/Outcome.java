package ontime.bench.verdicts;

import java.time.Duration;
import java.time.Instant;
import ontime.events.CheckOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message, in truth.
 *
 * @param arrived when the person had it; null when it never came
 * @param told when it arrived as far as anybody told, which is when the provider took it where nobody told more
 * @param keeper who kept it longest
 */
record Outcome(
        PlayedCode code,
        PlayedMessage message,
        @Nullable Instant arrived,
        @Nullable Instant told,
        boolean reported,
        Keeper keeper) {

    static Outcome lost(PlayedCode code, PlayedMessage message, Keeper keeper) {
        return new Outcome(code, message, null, null, false, keeper);
    }

    /** The person types the code as soon as it is there, or has given up waiting. */
    Expected toldOf(PlayedLogin login) {
        var chance = login.chance();
        if (arrived == null || told == null) {
            return Expected.of(keeper, "DROPPED_EXPIRED", "PROVIDER_FAILED");
        }
        var typed = arrived.plus(chance.around(Duration.ofSeconds(12), 0.5));
        var entered = typed.isBefore(code.expiresAt()) && chance.of(0.7);
        if (entered) {
            if (chance.of(0.05)) {
                login.typed(code, CheckOutcome.WRONG_CODE, 4, typed.minusMillis(900));
            }
            login.entered(code, typed);
        }
        if (!entered && !told.isBefore(code.expiresAt())) {
            return Expected.of(keeper, "ARRIVED_AFTER_EXPIRY");
        }
        if (Duration.between(login.click(), told).compareTo(Terms.LATE) > 0) {
            return Expected.of(keeper, "ARRIVED_LATE");
        }
        return Expected.of(entered ? "VERIFIED" : reported ? "DELIVERED_NOT_ENTERED" : "CARRIER_UNCONFIRMED");
    }
}

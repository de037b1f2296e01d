package ontime.history.verdict;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ontime.history.facts.Challenge;
import ontime.history.facts.ChallengeStatus;
import ontime.history.facts.Check;
import ontime.history.facts.Delivery;
import ontime.history.facts.Login;
import org.jspecify.annotations.Nullable;

/**
 * A login as the rules look at it: at one instant, by the challenge that tells what became of it.
 *
 * @param telling null when no code was made
 */
record Case(Login login, @Nullable Challenge telling, Patience patience, Instant now) {

    static Case of(Login login, Patience patience, Instant now) {
        return new Case(login, login.telling().orElse(null), patience, now);
    }

    /** The messages that carried the code. */
    List<Delivery> deliveries() {
        return telling == null ? List.of() : telling.deliveries();
    }

    Optional<Delivery> newestDelivery() {
        return deliveries().isEmpty()
                ? Optional.empty()
                : Optional.of(deliveries().getLast());
    }

    List<Check> checks() {
        return login.checks();
    }

    boolean verified() {
        return login.verified();
    }

    /** Whether the code can still be entered. */
    boolean alive() {
        return telling != null && telling.alive();
    }

    boolean ended(ChallengeStatus status) {
        return telling != null && telling.status() == status;
    }

    /** The reference of the code, as it is said to a person. */
    String reference() {
        return telling == null || telling.reference() == null ? "?" : telling.reference();
    }

    /** Whether a message got through to the provider, so that none that failed is to blame. */
    boolean anySent() {
        return deliveries().stream().anyMatch(delivery -> delivery.status().isSent());
    }

    /** Which way a message goes is no answer while it has not gone: how far it has come tells more. */
    boolean isUnderWay(Delivery delivery) {
        return delivery.status().isAwaited() && alive();
    }
}

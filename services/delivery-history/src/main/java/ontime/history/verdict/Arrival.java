package ontime.history.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ontime.events.RoutingReason;
import ontime.history.facts.Delivery;
import ontime.history.ledger.Moment;
import org.jspecify.annotations.Nullable;

/**
 * The first message of a code that got through, and where the time went.
 *
 * @param took from the click
 * @param most who spent most of it; null while too little is known
 * @param before the message that was waited for meanwhile, where that took longer than the message itself
 */
record Arrival(
        Delivery delivery,
        Instant at,
        Duration took,
        @Nullable Spent most,
        @Nullable Forerunner before) {

    static Optional<Arrival> of(Case one) {
        var challenge = one.telling();
        return challenge == null
                ? Optional.empty()
                : challenge.firstToArrive().map(delivery -> {
                    var at = delivery.arrival().orElseThrow();
                    var clicked = challenge.clickedAt();
                    var took = clicked == null ? Duration.ZERO : Spent.between(clicked, at);
                    var before = clicked == null
                            ? Duration.ZERO
                            : Spent.between(clicked, delivery.begun().orElse(clicked));
                    var own = Spent.mostOf(delivery);
                    return own.filter(spent -> spent.time().compareTo(before) >= 0)
                                    .isPresent()
                            ? new Arrival(delivery, at, took, own.get(), null)
                            : new Arrival(
                                    delivery,
                                    at,
                                    took,
                                    new Spent(Spender.EARLIER_MESSAGE, before),
                                    Forerunner.of(delivery, challenge).orElse(null));
                });
    }

    /** Then the fall-back itself tells it all: which message to look for, and who kept the first one. */
    boolean isOfFallback() {
        return most != null && most.by() == Spender.EARLIER_MESSAGE && delivery.routedBy(RoutingReason.FALLBACK);
    }

    /** What is known to have come need not have been entered, and what the provider took need not have come. */
    String verb() {
        return isOnlyTaken() ? "was taken by the provider" : "came";
    }

    Evidence evidence() {
        if (isOnlyTaken()) {
            return new Evidence(at, "The message was taken by the provider");
        }
        var reported = delivery.ledger().at(Moment.DELIVERED).filter(at::equals).isPresent();
        return new Evidence(at, reported ? "The message arrived" : "The code was entered");
    }

    private boolean isOnlyTaken() {
        return delivery.ledger().at(Moment.DELIVERED).isEmpty()
                && delivery.ledger().at(Moment.ACCEPTED).filter(at::equals).isPresent();
    }

    /** For example {@code ; 3 min 59 s of it were spent by the phone network}. */
    String spentInWords() {
        if (most == null) {
            return "";
        }
        return most.by() == Spender.EARLIER_MESSAGE
                ? "; " + PlainWords.of(most.time())
                        + " of it passed before this message was asked for, by a resend or a fall-back"
                        + Optional.ofNullable(before)
                                .flatMap(Forerunner::spentInWords)
                                .orElse("")
                : "; " + most.inWords();
    }

    String advice() {
        return most == null ? "Tell operations if this goes on." : most.by().advice();
    }

    /** Whose seconds they really are: of a message that was waited for in vain, who kept it. */
    @Nullable
    Spent spent() {
        return before == null ? most : before.most().orElse(most);
    }
}

package ontime.issuer.challenge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ontime.events.Channel;
import ontime.events.DeliveryReceipt;
import ontime.issuer.policy.Policy;

/**
 * Sends the same code over the other channel when the first one failed, or when nothing good was heard of it by the
 * policy's deadline. Once for each challenge, and only while the person may still be waiting.
 *
 * <p>Receipts may come late, twice and in any order. A deadline may be acted on by any replica: whoever changes a
 * user's challenges holds the user, and looks again before it acts.
 */
public final class FallingBack {

    /**
     * For so long after a deadline it is waited for receipts that are there and were not listened to yet, after a
     * restart for example. Somebody who gets the same code twice is better off than somebody who gets none.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Enough for an outage of minutes; what is left over is the next sweep's. */
    private static final int MOST_AT_ONCE = 10_000;

    private final Store store;
    private final SecondChannel secondChannel;
    private final Hearing hearing;
    private final ChallengeMetrics metrics;
    private final InstantSource clock;

    /**
     * Falls back.
     *
     * @param policies by tenant; empty for one that there is no more
     */
    public FallingBack(
            Posting posting,
            Store store,
            Function<String, Optional<Policy>> policies,
            Hearing hearing,
            ChallengeMetrics metrics,
            InstantSource clock) {
        this.store = store;
        this.secondChannel = new SecondChannel(posting, policies);
        this.hearing = hearing;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Takes notice of what became of a delivery. */
    public void hear(DeliveryReceipt receipt) {
        News news = News.of(receipt);
        if (news == News.NONE) {
            return;
        }
        String tenant = receipt.getTenant();
        String challengeId = receipt.getChallengeId();
        Instant now = now();
        count(store.inOneUnit(unit -> {
            // Many receipts change nothing. That is found out without holding the user, which would cost a commit.
            if (unit.find(tenant, challengeId)
                    .filter(challenge -> concerns(receipt, news, challenge, now))
                    .isEmpty()) {
                return Optional.empty();
            }
            return unit.lockUserOfChallenge(tenant, challengeId)
                    .flatMap(user -> unit.find(tenant, challengeId)
                            .filter(challenge -> concerns(receipt, news, challenge, now))
                            .flatMap(challenge -> hear(unit, user, challenge, news, now)));
        }));
    }

    /** The challenges that a deadline has passed for, with nothing heard although all was listened to. */
    public List<Timer> due() {
        Instant now = now();
        List<Timer> due = store.inOneUnit(unit -> unit.timers(now, MOST_AT_ONCE));
        if (due.isEmpty()) {
            return due;
        }
        Instant heard = hearing.upTo();
        return due.stream()
                .filter(timer -> !timer.due().isAfter(heard)
                        || !timer.due().plus(PATIENCE).isAfter(now))
                .toList();
    }

    /** Acts on a deadline that has passed, unless another replica did so or something was heard meanwhile. */
    public void act(Timer timer) {
        Instant now = now();
        count(store.inOneUnit(unit -> unit.lockUserOfChallenge(timer.tenant(), timer.challengeId())
                .flatMap(user -> unit.find(timer.tenant(), timer.challengeId())
                        .filter(challenge ->
                                timer.due().equals(challenge.sending().fallbackAt()))
                        .flatMap(challenge -> fallBack(unit, user, challenge, missed(challenge), now)))));
    }

    private static boolean concerns(DeliveryReceipt receipt, News news, Challenge challenge, Instant now) {
        var sending = challenge.sending();
        return challenge.isActive(now)
                && receipt.getDelivery() == sending.deliveries()
                && receipt.getChannel() == sending.routing().used()
                && news.isNewsFor(sending);
    }

    private Optional<Fallback> hear(Store.Unit unit, User user, Challenge challenge, News news, Instant now) {
        var sending = challenge.sending();
        return switch (news) {
            case TAKEN -> {
                unit.change(
                        challenge.with(sending.knowing(Challenge.Heard.ACCEPTED, secondChannel.arrivalDue(challenge))));
                yield Optional.empty();
            }
            case ARRIVED -> {
                unit.change(challenge.with(sending.knowing(Challenge.Heard.ARRIVED, null)));
                yield Optional.empty();
            }
            case LOST, GIVEN_UP -> fallBack(unit, user, challenge, FallbackCause.FAILED, now);
            case NONE -> Optional.empty();
        };
    }

    private static FallbackCause missed(Challenge challenge) {
        return switch (challenge.sending().heard()) {
            case NOTHING -> FallbackCause.NOT_ACCEPTED;
            case ACCEPTED, ARRIVED -> FallbackCause.NOT_DELIVERED;
        };
    }

    private Optional<Fallback> fallBack(
            Store.Unit unit, User user, Challenge challenge, FallbackCause cause, Instant now) {
        Channel from = challenge.sending().routing().used();
        return secondChannel.send(unit, user, challenge, now)
                ? Optional.of(new Fallback(from, cause))
                : Optional.empty();
    }

    private void count(Optional<Fallback> fallback) {
        fallback.ifPresent(done -> metrics.fellBack(done.from(), done.cause()));
    }

    /** Milliseconds are what events carry. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private record Fallback(Channel from, FallbackCause cause) {}
}

package ontime.issuer.challenge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import ontime.events.Channel;
import ontime.issuer.limit.Limiting;

/** Shows somebody at the support console where a code went. */
public final class Revealing {

    private static final String ANSWERED = "revealed";

    private final Store store;
    private final Vault vault;
    private final Limiting limiting;
    private final InstantSource clock;

    public Revealing(Store store, Vault vault, Limiting limiting, InstantSource clock) {
        this.store = store;
        this.vault = vault;
        this.limiting = limiting;
        this.clock = clock;
    }

    /**
     * Decrypts where a code was sent.
     *
     * @param agent who wants to know, and sees so many in an hour at most
     * @param key by which a request is known that was answered before: it is not answered twice, and nothing of the
     *     answer is kept
     */
    public Revealed reveal(String tenant, String agent, String challengeId, Channel channel, String key) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return store.inOneUnit(unit -> unit.find(tenant, challengeId)
                .filter(challenge -> wasSentOver(channel, challenge.sending()))
                .map(challenge -> reveal(unit, challenge, agent, channel, key, now))
                .orElseGet(Revealed.Unknown::new));
    }

    private static boolean wasSentOver(Channel channel, Challenge.Sending sending) {
        return sending.bothChannels() || sending.routing().used() == channel;
    }

    private Revealed reveal(
            Store.Unit unit, Challenge challenge, String agent, Channel channel, String key, Instant now) {
        var destination = unit.destinations(challenge.tenant(), challenge.challengeId())
                .map(kept -> vault.openDestinations(kept, challenge.challengeId()))
                .map(kept -> kept.over(channel));
        if (destination.isEmpty()) {
            return new Revealed.NotKept();
        }
        if (unit.claim(challenge.tenant(), key, challenge.userId(), challenge.challengeId(), now)
                .isPresent()) {
            return new Revealed.SeenBefore();
        }
        var reached = limiting.reveal(challenge.tenant(), agent, now);
        if (reached.isPresent()) {
            unit.release(challenge.tenant(), key);
            return new Revealed.RateLimited(
                    reached.get(), Duration.between(now, reached.get().retryAt()));
        }
        unit.remember(challenge.tenant(), key, ANSWERED);
        return new Revealed.Whole(destination.get());
    }
}

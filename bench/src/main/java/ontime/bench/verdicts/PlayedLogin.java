package ontime.bench.verdicts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.LoginRefused;
import ontime.events.OtpWithdrawn;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;
import ontime.events.Topic;
import ontime.events.WithdrawalReason;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A login as it is played: says what the issuer, the workers and the gateway publish of it. */
final class PlayedLogin {

    static final String TENANT = "bench";

    private final String name;
    private final String userId;
    private final Chance chance;
    private final Instant click;
    private final Clocks clocks;
    private final List<Publication> published = new ArrayList<>();
    private final Set<String> eventIds = new LinkedHashSet<>();
    private final List<PlayedLogin> later = new ArrayList<>();
    private int challenges;

    PlayedLogin(String name, String userId, Instant click, Chance chance) {
        this.name = name;
        this.userId = userId;
        this.click = click;
        this.chance = chance;
        this.clocks = Clocks.drawn(chance);
    }

    /** Another click of the same person, some time after this one. */
    PlayedLogin clickedAgain(Instant at) {
        var again = new PlayedLogin(name + "-again", userId, at, chance);
        again.challenges = 50;
        later.add(again);
        return again;
    }

    /** The next code of this login. */
    PlayedCode code(Instant requestedAt) {
        challenges++;
        return new PlayedCode(this, "c-" + name + "-" + challenges, challenges, requestedAt);
    }

    void withdrawn(PlayedCode code, WithdrawalReason reason, @Nullable PlayedCode by, Instant at) {
        publish(
                Topic.REQUESTS,
                TENANT + ":" + userId,
                OtpWithdrawn.newBuilder()
                        .setEventId(eventId("withdrawn"))
                        .setTenant(TENANT)
                        .setUserId(userId)
                        .setLoginId(name)
                        .setChallengeId(code.challengeId())
                        .setSequence(code.sequence())
                        .setReason(reason)
                        .setReplacedBy(by == null ? null : by.challengeId())
                        .setWithdrawnAt(at)
                        .build(),
                at);
    }

    void typed(PlayedCode code, CheckOutcome outcome, int attemptsLeft, Instant at) {
        publish(
                Topic.CHECKS,
                code.challengeId(),
                CodeChecked.newBuilder()
                        .setEventId(eventId("checked"))
                        .setTenant(TENANT)
                        .setUserId(userId)
                        .setLoginId(name)
                        .setChallengeId(code.challengeId())
                        .setOutcome(outcome)
                        .setAttemptsLeft(attemptsLeft)
                        .setCheckedAt(at)
                        .build(),
                at);
    }

    /** The right code, which ends it. */
    void entered(PlayedCode code, Instant at) {
        typed(code, CheckOutcome.VERIFIED, 5, at);
        withdrawn(code, WithdrawalReason.VERIFIED, null, at);
    }

    void refused(RefusalReason reason, @Nullable RoutingReason routing, @Nullable String limit, Instant at) {
        publish(
                Topic.RECEIPTS,
                name,
                LoginRefused.newBuilder()
                        .setEventId(eventId("refused"))
                        .setTenant(TENANT)
                        .setUserId(userId)
                        .setLoginId(name)
                        .setReason(reason)
                        .setRoutingReason(routing)
                        .setLimit(limit)
                        .setRetryAt(limit == null ? null : at.plusSeconds(400))
                        .setDetail(reason == RefusalReason.MALFORMED ? "locale is no language" : null)
                        .setRequestedChannel(Channel.SMS)
                        .setMaskedDestination("+44 •••• ••0456")
                        .setDestinationFingerprint("fingerprint-" + userId)
                        .setCountry("JE")
                        .setClickedAt(click)
                        .setRefusedAt(at)
                        .build(),
                at);
    }

    void publish(Topic topic, String key, SpecificRecord event, Instant at) {
        var publication = new Publication(topic, key, event, at);
        published.add(publication);
        // At least once: some events come twice.
        if (chance.of(0.05)) {
            published.add(publication);
        }
    }

    String eventId(String kind) {
        var id = name + "-" + eventIds.size() + "-" + kind;
        eventIds.add(id);
        return id;
    }

    String name() {
        return name;
    }

    String userId() {
        return userId;
    }

    Instant click() {
        return click;
    }

    Instant after(Duration since) {
        return click.plus(since);
    }

    Clocks clocks() {
        return clocks;
    }

    Chance chance() {
        return chance;
    }

    List<Publication> published() {
        return published;
    }

    /** How many different events there are of it. */
    int events() {
        return eventIds.size();
    }

    List<PlayedLogin> later() {
        return later;
    }
}

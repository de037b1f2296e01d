package ontime.issuer.challenge;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import ontime.events.WithdrawalReason;
import ontime.issuer.message.MessageWriter;
import ontime.issuer.routing.Destination;
import ontime.issuer.routing.Policy;
import ontime.issuer.routing.Route;
import ontime.issuer.routing.Router;

/** Makes a challenge for a login, and ends the older ones of the same user. */
public final class Issuing {

    private final Router router;
    private final CodeMaker codes;
    private final CodeHashes hashes;
    private final Seals seals;
    private final Store store;
    private final ChallengeEvents events;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** @param ids of challenges, logins and events; UUIDs */
    public Issuing(
            Router router,
            CodeMaker codes,
            CodeHashes hashes,
            Seals seals,
            Store store,
            InstantSource clock,
            Supplier<String> ids) {
        this.router = router;
        this.codes = codes;
        this.hashes = hashes;
        this.seals = seals;
        this.store = store;
        this.events = new ChallengeEvents(ids);
        this.clock = clock;
        this.ids = ids;
    }

    /** Makes a challenge. Older ones of the same user can be entered no more, and are withdrawn from the workers. */
    public Issued issue(String tenant, Policy policy, CodeRequest request) {
        return switch (router.route(policy, request.channel(), request.phone(), request.email())) {
            case Route.To route -> new Issued.Made(make(tenant, policy, request, route));
            case Route.None none -> new Issued.NoRoute(none);
            case Route.Invalid invalid -> new Issued.InvalidDestination(invalid);
        };
    }

    private Challenge make(String tenant, Policy policy, CodeRequest request, Route.To route) {
        // Milliseconds are what events and answers carry; finer stored times would not compare equal to them.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String challengeId = ids.get();
        String loginId = request.loginId() == null ? ids.get() : request.loginId();
        String code = codes.code(policy.codeLength());
        Destination destination = route.destination();
        String fingerprint = seals.fingerprint(destination);
        return store.inOneUnit(unit -> {
            long sequence = unit.nextSequence(tenant, request.userId());
            List<Challenge> older = unit.active(tenant, request.userId());
            var inSight = older.stream().map(Challenge::reference).collect(Collectors.toSet());
            var challenge = new Challenge(
                    challengeId,
                    tenant,
                    request.userId(),
                    loginId,
                    sequence,
                    codes.reference(inSight),
                    hashes.hash(challengeId, code),
                    Challenge.State.ACTIVE,
                    policy.attempts(),
                    1,
                    request.channel(),
                    destination.channel(),
                    route.reason(),
                    destination.masked(),
                    now,
                    now.plus(policy.timeToLive()),
                    now.plus(policy.cooldown()));
            for (Challenge replaced : older) {
                unit.change(replaced.in(Challenge.State.SUPERSEDED));
                unit.publish(events.withdrawn(replaced, WithdrawalReason.SUPERSEDED, challengeId, now));
            }
            unit.add(challenge, fingerprint);
            Instant clickedAt = request.clickedAt() == null ? now : request.clickedAt();
            String origin = request.origin() == null ? policy.origin() : request.origin();
            var message =
                    MessageWriter.write(destination, code, challenge.reference(), clickedAt, policy.zone(), origin);
            var sealed = seals.seal(message, challengeId, 1, destination.channel());
            unit.publish(events.requested(challenge, destination, fingerprint, sealed, request.clickedAt()));
            return challenge;
        });
    }
}

package ontime.issuer.challenge;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import ontime.events.WithdrawalReason;
import ontime.issuer.policy.Policy;
import ontime.issuer.routing.Route;
import ontime.issuer.routing.Router;

/** Makes a challenge for a login, and ends the older ones of the same user. */
public final class Issuing {

    private final Router router;
    private final CodeMaker codes;
    private final CodeHashes hashes;
    private final Seals seals;
    private final Vault vault;
    private final Store store;
    private final ChallengeMetrics metrics;
    private final ChallengeEvents events;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** @param ids of challenges, logins and events; UUIDs */
    public Issuing(
            Router router,
            CodeMaker codes,
            CodeHashes hashes,
            Seals seals,
            Vault vault,
            Store store,
            ChallengeMetrics metrics,
            InstantSource clock,
            Supplier<String> ids) {
        this.router = router;
        this.codes = codes;
        this.hashes = hashes;
        this.seals = seals;
        this.vault = vault;
        this.store = store;
        this.metrics = metrics;
        this.events = new ChallengeEvents(ids);
        this.clock = clock;
        this.ids = ids;
    }

    /** Makes a challenge. Older ones of the same user can be entered no more, and are withdrawn from the workers. */
    public Issued issue(String tenant, Policy policy, CodeRequest request) {
        return switch (router.route(policy, request.channel(), request.phone(), request.email())) {
            case Route.To route ->
                make(tenant, policy, request, route)
                        .<Issued>map(Issued.Made::new)
                        .orElseGet(Issued.LoginOfAnother::new);
            case Route.None none -> new Issued.NoRoute(none);
            case Route.Invalid invalid -> new Issued.InvalidDestination(invalid);
        };
    }

    /** Empty when the login is another user's. */
    private Optional<Challenge> make(String tenant, Policy policy, CodeRequest request, Route.To route) {
        // Milliseconds are what events and answers carry; finer stored times would not compare equal to them.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var origin = request.origin() == null ? policy.wording().origin() : request.origin();
        var contents =
                new Contents(codes.code(policy.codes().length()), route.destination(), route.alternative(), origin);
        Optional<Challenge> made = store.inOneUnit(unit -> {
            if (request.loginId() != null && !unit.claimLogin(tenant, request.loginId(), request.userId())) {
                return Optional.empty();
            }
            long sequence = unit.nextSequence(tenant, request.userId());
            List<Challenge> older = unit.lockRecent(tenant, request.userId(), OldCodes.inSightSince(now));
            var inSight = older.stream().map(Challenge::reference).collect(Collectors.toSet());
            Challenge challenge =
                    challenge(tenant, policy, request, route, contents, sequence, codes.reference(inSight), now);
            supersede(unit, older, challenge, now);
            unit.add(challenge);
            var message = contents.message(
                    route.destination(), challenge, policy.wording().zone());
            var sealed = seals.seal(
                    message,
                    challenge.challengeId(),
                    challenge.deliveries(),
                    challenge.routing().used());
            unit.publish(events.requested(challenge, route.destination(), sealed, now));
            return Optional.of(challenge);
        });
        made.ifPresent(challenge -> metrics.issued(challenge.routing()));
        return made;
    }

    private Challenge challenge(
            String tenant,
            Policy policy,
            CodeRequest request,
            Route.To route,
            Contents contents,
            long sequence,
            String reference,
            Instant now) {
        String challengeId = ids.get();
        var destination = route.destination();
        return new Challenge(
                challengeId,
                tenant,
                request.userId(),
                request.loginId() == null ? ids.get() : request.loginId(),
                sequence,
                reference,
                hashes.hash(challengeId, contents.code()),
                request.clickedAt(),
                now,
                now.plus(policy.codes().timeToLive()),
                Challenge.State.ACTIVE,
                policy.codes().attempts(),
                1,
                new Challenge.Routing(
                        request.channel(),
                        destination.channel(),
                        route.reason(),
                        destination.masked(),
                        seals.fingerprint(destination)),
                now.plus(policy.codes().cooldown()),
                vault.close(contents, challengeId));
    }

    private void supersede(Store.Unit unit, List<Challenge> older, Challenge by, Instant now) {
        for (Challenge replaced : older) {
            if (replaced.isActive(now)) {
                unit.change(replaced.in(Challenge.State.SUPERSEDED));
                unit.publish(events.withdrawn(replaced, WithdrawalReason.SUPERSEDED, by.challengeId(), now));
            }
        }
    }
}

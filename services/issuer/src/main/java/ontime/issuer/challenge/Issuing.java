package ontime.issuer.challenge;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import ontime.events.LoginRefused;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;
import ontime.issuer.limit.Asker;
import ontime.issuer.limit.Limiting;
import ontime.issuer.limit.Outgoing;
import ontime.issuer.limit.Reached;
import ontime.issuer.policy.Policy;
import ontime.issuer.routing.Destination;
import ontime.issuer.routing.Route;
import ontime.issuer.routing.Router;
import ontime.sealing.Message;
import org.jspecify.annotations.Nullable;

/** Makes a challenge for a login and supersedes the older ones of the same user, or says why not. */
public final class Issuing {

    private final Router router;
    private final CodeMaker codes;
    private final CodeHashes hashes;
    private final Seals seals;
    private final Vault vault;
    private final Limiting limiting;
    private final Store store;
    private final Posting posting;
    private final ChallengeMetrics metrics;
    private final ChallengeEvents events;
    private final Superseding superseding;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** @param ids of challenges, logins and events; UUIDs */
    public Issuing(
            Router router,
            CodeMaker codes,
            CodeHashes hashes,
            Seals seals,
            Vault vault,
            Limiting limiting,
            Posting posting,
            Store store,
            ChallengeMetrics metrics,
            InstantSource clock,
            Supplier<String> ids) {
        this.router = router;
        this.codes = codes;
        this.hashes = hashes;
        this.seals = seals;
        this.vault = vault;
        this.limiting = limiting;
        this.store = store;
        this.posting = posting;
        this.metrics = metrics;
        this.events = new ChallengeEvents(ids);
        this.superseding = new Superseding(posting, events);
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Makes a challenge.
     *
     * @param once by which a repeated request is known; null when each request counts as a new one
     */
    public Issued issue(String tenant, Policy policy, CodeRequest request, @Nullable Once once) {
        // Milliseconds are what events and answers carry; finer stored times would not compare equal to them.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Issued issued = store.inOneUnit(unit -> once == null
                ? issue(unit, tenant, policy, request, now)
                : once(unit, tenant, policy, request, once, now));
        switch (issued) {
            case Issued.Made made -> metrics.issued(made.challenge().sending().routing());
            case Issued.Refused refused -> metrics.refused(refused.event().getReason());
            case Issued.Repeated _, Issued.OtherUnderSameKey _ -> {}
        }
        return issued;
    }

    private Issued once(Store.Unit unit, String tenant, Policy policy, CodeRequest request, Once once, Instant now) {
        String digest = seals.fingerprint(once.asked());
        Optional<Once.Remembered> before = unit.claim(tenant, once.key(), digest, now);
        if (before.isPresent()) {
            return before.get().digest().equals(digest)
                    ? new Issued.Repeated(before.get().answer())
                    : new Issued.OtherUnderSameKey();
        }
        Issued issued = issue(unit, tenant, policy, request, now);
        if (issued instanceof Issued.Made made) {
            unit.remember(tenant, once.key(), once.answer().apply(made.challenge()));
            return issued;
        }
        switch (once.refusals()) {
            case MAY_BE_REPEATED -> unit.release(tenant, once.key());
            case ARE_FINAL -> unit.remember(tenant, once.key(), Once.REFUSED);
        }
        return issued;
    }

    private Issued issue(Store.Unit unit, String tenant, Policy policy, CodeRequest request, Instant now) {
        String loginId = request.loginId() == null ? ids.get() : request.loginId();
        var named = request.withLogin(loginId);
        // Those that are made here, too: callers get to know them, and may name them in the next request.
        if (!unit.claimLogin(tenant, loginId, request.userId())) {
            var event = refusal(tenant, named, RefusalReason.LOGIN_OF_ANOTHER_USER, null, now)
                    .build();
            return refused(unit, new Issued.LoginOfAnother(event));
        }
        return switch (router.route(policy, request.channel(), request.phone(), request.email())) {
            case Route.To route -> issue(unit, tenant, policy, named, route, now);
            case Route.None none -> {
                var event = refusal(tenant, named, RefusalReason.NO_ROUTE, none.destination(), now)
                        .setRoutingReason(none.reason())
                        .build();
                yield refused(unit, new Issued.NoRoute(none, event));
            }
            case Route.Invalid invalid -> {
                var event = refusal(tenant, named, RefusalReason.INVALID_DESTINATION, null, now)
                        .setDetail("the " + invalid.field() + " " + invalid.why())
                        .build();
                yield refused(unit, new Issued.InvalidDestination(invalid, event));
            }
        };
    }

    private Issued issue(
            Store.Unit unit, String tenant, Policy policy, CodeRequest request, Route.To route, Instant now) {
        User user = unit.lockNext(tenant, request.userId());
        if (user.isLocked()) {
            var event = refusal(tenant, request, RefusalReason.USER_LOCKED, route.destination(), now)
                    .build();
            return refused(unit, new Issued.UserLocked(event));
        }
        List<Challenge> older = unit.recent(tenant, request.userId(), OldCodes.inSightSince(now));
        return issue(unit, policy, request, user, older, route, now);
    }

    private Issued issue(
            Store.Unit unit,
            Policy policy,
            CodeRequest request,
            User user,
            List<Challenge> older,
            Route.To route,
            Instant now) {
        var next = contents(policy, request, route);
        Optional<Challenge> reused = superseding.reused(policy.codes(), older, next, now);
        var contents = reused.map(
                        challenge -> next.withCode(posting.open(challenge).code()))
                .orElse(next);
        Challenge fresh = challenge(user, policy, request, route, contents, reference(older), now);
        Challenge challenge = reused.map(fresh::withCodeOf).orElse(fresh);
        var message = posting.message(policy, challenge, contents, route.destination());
        Optional<Reached> reached = limit(policy, request, challenge, message, route.destination(), now);
        if (reached.isPresent()) {
            Optional<Route.To> other = reached.get().limit().closesSmsOnly() ? route.withSmsClosed() : Optional.empty();
            return other.isPresent()
                    ? issue(unit, policy, request, user, older, other.get(), now)
                    : limited(unit, user.tenant(), request, reached.get(), route, now);
        }
        superseding.supersede(unit, policy.codes(), older, challenge, contents, now);
        unit.add(challenge);
        posting.post(unit, challenge, message, route.destination(), now);
        return new Issued.Made(challenge);
    }

    private Contents contents(Policy policy, CodeRequest request, Route.To route) {
        return new Contents(
                codes.code(policy.codes().length()),
                route.destination(),
                route.alternative(),
                request.origin() == null ? policy.wording().origin() : request.origin(),
                policy.wording().language(request.locale()));
    }

    private Optional<Reached> limit(
            Policy policy, CodeRequest request, Challenge challenge, Message message, Destination to, Instant now) {
        var outgoing =
                new Outgoing(challenge.tenant(), challenge.challengeId(), to, message.text(), challenge.expiresAt());
        var asker = new Asker(request.userId(), challenge.sending().routing().fingerprint(), request.clientIp());
        return limiting.first(policy.limits(), outgoing, asker, now);
    }

    private Issued limited(
            Store.Unit unit, String tenant, CodeRequest request, Reached reached, Route.To route, Instant now) {
        var event = refusal(tenant, request, RefusalReason.RATE_LIMITED, route.destination(), now)
                .setLimit(reached.limit().text())
                .setRetryAt(reached.retryAt())
                .build();
        return refused(unit, new Issued.RateLimited(reached, event));
    }

    private String reference(List<Challenge> older) {
        return codes.reference(older.stream().map(Challenge::reference).collect(Collectors.toSet()));
    }

    private Challenge challenge(
            User user,
            Policy policy,
            CodeRequest request,
            Route.To route,
            Contents contents,
            String reference,
            Instant now) {
        String challengeId = ids.get();
        boolean canFallBack = route.alternative() != null;
        return new Challenge(
                challengeId,
                user.tenant(),
                user.userId(),
                Objects.requireNonNull(request.loginId()),
                user.sequence(),
                reference,
                new Challenge.Code(challengeId, hashes.hash(challengeId, contents.code())),
                request.clickedAt(),
                now,
                now.plus(policy.codes().timeToLive()),
                Challenge.State.ACTIVE,
                null,
                policy.codes().attempts(),
                Challenge.Sending.first(
                        posting.routing(request.channel(), route.reason(), route.destination()),
                        now,
                        now.plus(policy.codes().cooldown()),
                        canFallBack ? Posting.fallbackAt(policy, now) : null),
                vault.close(contents, challengeId));
    }

    private LoginRefused.Builder refusal(
            String tenant, CodeRequest request, RefusalReason reason, @Nullable Destination to, Instant now) {
        var routing = to == null ? null : posting.routing(request.channel(), RoutingReason.OTHER, to);
        return events.refused(tenant, request, reason, routing, Destination.countryOf(to), now);
    }

    private static Issued refused(Store.Unit unit, Issued.Refused refusal) {
        unit.publish(refusal.event());
        return refusal;
    }
}

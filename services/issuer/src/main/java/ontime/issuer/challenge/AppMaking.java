package ontime.issuer.challenge;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.contact.ContactVersions;
import ontime.issuer.limit.Limiting;
import ontime.issuer.limit.Reached;
import ontime.issuer.policy.Policy;
import ontime.issuer.routing.Route;

/**
 * Makes the challenge of a login whose code the person's authenticator app makes: nothing is sent. For everything else
 * it is a challenge like others, in the place of the older ones of its user and within the limits.
 */
final class AppMaking {

    private final CodeMaker codes;
    private final Limiting limiting;
    private final Superseding superseding;
    private final Refusing refusing;
    private final Supplier<String> ids;

    /** @param ids of challenges; UUIDs */
    AppMaking(CodeMaker codes, Limiting limiting, Superseding superseding, Refusing refusing, Supplier<String> ids) {
        this.codes = codes;
        this.limiting = limiting;
        this.superseding = superseding;
        this.refusing = refusing;
        this.ids = ids;
    }

    Issued make(Store.Unit unit, String tenant, Policy policy, CodeRequest request, Instant now) {
        User user = unit.lockNext(tenant, request.userId());
        if (user.isLocked()) {
            return refusing.userLocked(unit, tenant, request, null, now);
        }
        if (unit.lockAuthenticator(tenant, request.userId()).isEmpty()) {
            return refusing.noRoute(unit, tenant, request, new Route.None(RoutingReason.NO_AUTHENTICATOR, null), now);
        }
        Optional<Reached> reached = limiting.unsent(policy.limits(), tenant, request.userId(), request.clientIp(), now);
        if (reached.isPresent()) {
            return refusing.limited(unit, tenant, request, reached.get(), null, now);
        }
        List<Challenge> older = unit.recent(tenant, request.userId(), OldCodes.inSightSince(now));
        var challenge = challenge(policy, request, user, older, now);
        superseding.supersede(unit, older, challenge, now);
        unit.add(challenge, null);
        return new Issued.Made(challenge);
    }

    private Challenge challenge(Policy policy, CodeRequest request, User user, List<Challenge> older, Instant now) {
        String challengeId = ids.get();
        var rules = policy.codes();
        return new Challenge(
                challengeId,
                user.tenant(),
                user.userId(),
                Objects.requireNonNull(request.loginId()),
                user.sequence(),
                codes.referenceBeside(older),
                // No code is made here, and nothing that is typed has an empty hash.
                new Challenge.Code(challengeId, new byte[0]),
                request.clickedAt(),
                now,
                now.plus(rules.timeToLive()),
                Challenge.State.ACTIVE,
                null,
                rules.attempts(),
                Challenge.Sending.first(
                        new Challenge.Routing(Channel.TOTP, Channel.TOTP, RoutingReason.AS_REQUESTED, "", ""),
                        now,
                        now,
                        null),
                null,
                ContactVersions.NONE);
    }
}

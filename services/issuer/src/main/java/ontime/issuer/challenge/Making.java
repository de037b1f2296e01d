package ontime.issuer.challenge;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import ontime.issuer.contact.ContactVersions;
import ontime.issuer.limit.Asker;
import ontime.issuer.limit.Limiting;
import ontime.issuer.limit.Outgoing;
import ontime.issuer.limit.Reached;
import ontime.issuer.policy.Policy;
import ontime.issuer.routing.Route;
import ontime.sealing.Message;

/**
 * Makes the challenge of a login whose route is known, in the place of the older ones of its user, unless the user is
 * locked or a limit is reached.
 */
final class Making {

    private final CodeMaker codes;
    private final CodeHashes hashes;
    private final Vault vault;
    private final Limiting limiting;
    private final Posting posting;
    private final Superseding superseding;
    private final Refusing refusing;
    private final Supplier<String> ids;

    /** @param ids of challenges; UUIDs */
    Making(
            CodeMaker codes,
            CodeHashes hashes,
            Vault vault,
            Limiting limiting,
            Posting posting,
            Superseding superseding,
            Refusing refusing,
            Supplier<String> ids) {
        this.codes = codes;
        this.hashes = hashes;
        this.vault = vault;
        this.limiting = limiting;
        this.posting = posting;
        this.superseding = superseding;
        this.refusing = refusing;
        this.ids = ids;
    }

    /** What does not change while routes are tried. */
    private record Login(
            Policy policy,
            CodeRequest request,
            ContactVersions contacts,
            User user,
            List<Challenge> older,
            Instant now) {}

    /** A challenge with what its message is made of. */
    private record Draft(Challenge challenge, Contents contents, Message message) {}

    /** @param contacts that the destinations of the request come from */
    Issued make(
            Store.Unit unit,
            String tenant,
            Policy policy,
            CodeRequest request,
            ContactVersions contacts,
            Route.To route,
            Instant now) {
        User user = unit.lockNext(tenant, request.userId());
        if (user.isLocked()) {
            return refusing.userLocked(unit, tenant, request, route.destination(), now);
        }
        List<Challenge> older = unit.recent(tenant, request.userId(), OldCodes.inSightSince(now));
        return make(unit, new Login(policy, request, contacts, user, older, now), route);
    }

    private Issued make(Store.Unit unit, Login login, Route.To route) {
        Draft draft = draft(login, route);
        Optional<Reached> reached = limit(login, draft, route);
        if (reached.isPresent()) {
            Optional<Route.To> other = reached.get().limit().closesSmsOnly() ? route.withSmsClosed() : Optional.empty();
            return other.isPresent()
                    ? make(unit, login, other.get())
                    : refusing.limited(
                            unit,
                            login.user().tenant(),
                            login.request(),
                            reached.get(),
                            route.destination(),
                            login.now());
        }
        var challenge = draft.challenge();
        superseding.supersede(unit, login.policy().codes(), login.older(), challenge, draft.contents(), login.now());
        unit.add(challenge, vault.close(Destinations.of(draft.contents()), challenge.challengeId()));
        posting.post(unit, challenge, draft.message(), route.destination(), login.now());
        return new Issued.Made(challenge);
    }

    private Draft draft(Login login, Route.To route) {
        Contents next = contents(login, route);
        Optional<Challenge> reused = superseding.reused(login.policy().codes(), login.older(), next, login.now());
        Contents contents = reused.map(
                        challenge -> next.withCode(posting.open(challenge).code()))
                .orElse(next);
        Challenge fresh = challenge(login, route, contents);
        Challenge challenge = reused.map(fresh::withCodeOf).orElse(fresh);
        return new Draft(
                challenge, contents, posting.message(login.policy(), challenge, contents, route.destination()));
    }

    private Contents contents(Login login, Route.To route) {
        var wording = login.policy().wording();
        var request = login.request();
        return new Contents(
                codes.code(login.policy().codes().length()),
                route.destination(),
                route.alternative(),
                request.origin() == null ? wording.origin() : request.origin(),
                wording.language(request.locale()));
    }

    private Challenge challenge(Login login, Route.To route, Contents contents) {
        String challengeId = ids.get();
        var rules = login.policy().codes();
        var request = login.request();
        Instant now = login.now();
        boolean canFallBack = route.alternative() != null;
        return new Challenge(
                challengeId,
                login.user().tenant(),
                login.user().userId(),
                Objects.requireNonNull(request.loginId()),
                login.user().sequence(),
                codes.referenceBeside(login.older()),
                new Challenge.Code(challengeId, hashes.hash(challengeId, contents.code())),
                request.clickedAt(),
                now,
                now.plus(rules.timeToLive()),
                Challenge.State.ACTIVE,
                null,
                rules.attempts(),
                Challenge.Sending.first(
                        posting.routing(request.channel(), route.reason(), route.destination()),
                        now,
                        now.plus(rules.cooldown()),
                        canFallBack ? Posting.fallbackAt(login.policy(), now) : null),
                vault.close(contents, challengeId),
                login.contacts());
    }

    private Optional<Reached> limit(Login login, Draft draft, Route.To route) {
        Challenge challenge = draft.challenge();
        var outgoing = new Outgoing(
                challenge.tenant(),
                challenge.challengeId(),
                route.destination(),
                draft.message().text(),
                challenge.expiresAt());
        var asker = new Asker(
                login.request().userId(),
                challenge.sending().routing().fingerprint(),
                login.request().clientIp());
        return limiting.first(login.policy().limits(), outgoing, asker, login.now());
    }
}

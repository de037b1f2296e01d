package ontime.issuer.challenge;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import ontime.issuer.limit.Limiting;
import ontime.issuer.policy.Policy;
import ontime.issuer.routing.Route;
import ontime.issuer.routing.Router;
import org.jspecify.annotations.Nullable;

/** Makes a challenge for a login and supersedes the older ones of the same user, or says why not. */
public final class Issuing {

    private final Router router;
    private final Seals seals;
    private final Store store;
    private final Making making;
    private final Refusing refusing;
    private final ChallengeMetrics metrics;
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
        var events = new ChallengeEvents(ids);
        this.router = router;
        this.seals = seals;
        this.store = store;
        this.refusing = new Refusing(posting, events);
        this.making =
                new Making(codes, hashes, vault, limiting, posting, new Superseding(posting, events), refusing, ids);
        this.metrics = metrics;
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
            return refusing.loginOfAnother(unit, tenant, named, now);
        }
        return switch (router.route(policy, request.channel(), request.phone(), request.email())) {
            case Route.To route -> making.make(unit, tenant, policy, named, route, now);
            case Route.None none -> refusing.noRoute(unit, tenant, named, none, now);
            case Route.Invalid invalid -> refusing.invalidDestination(unit, tenant, named, invalid, now);
        };
    }
}

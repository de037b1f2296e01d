package ontime.issuer.challenge;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.issuer.contact.AddressBook;
import ontime.issuer.contact.ContactVersions;
import ontime.issuer.contact.KnownContacts;
import ontime.issuer.contact.StoredBook;
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
    private final AddressBook addresses;
    private final Making making;
    private final AppMaking appMaking;
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
            AddressBook addresses,
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
        this.addresses = addresses;
        this.refusing = new Refusing(posting, events);
        var superseding = new Superseding(posting, events);
        this.making = new Making(codes, hashes, vault, limiting, posting, superseding, refusing, ids);
        this.appMaking = new AppMaking(codes, limiting, superseding, refusing, ids);
        this.metrics = metrics;
        this.clock = clock;
        this.ids = ids;
    }

    /** What a code is for. */
    private enum Aim {
        LOGIN,
        PROOF
    }

    /**
     * Makes a challenge.
     *
     * @param once by which a repeated request is known; null when each request counts as a new one
     */
    public Issued issue(String tenant, Policy policy, CodeRequest request, @Nullable Once once) {
        return issue(tenant, policy, request, once, Aim.LOGIN);
    }

    /**
     * Makes a challenge that proves a contact: it may go to any destination that the request names, also for a user who
     * has to set a method up first.
     */
    public Issued prove(String tenant, Policy policy, CodeRequest request, @Nullable Once once) {
        return issue(tenant, policy, request, once, Aim.PROOF);
    }

    private Issued issue(String tenant, Policy policy, CodeRequest request, @Nullable Once once, Aim aim) {
        // Milliseconds are what events and answers carry; finer stored times would not compare equal to them.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Issued issued = store.inOneUnit(unit -> once == null
                ? issue(unit, tenant, policy, request, aim, now)
                : once(unit, tenant, policy, request, once, aim, now));
        switch (issued) {
            case Issued.Made made -> metrics.issued(made.challenge().sending().routing());
            case Issued.Refused refused -> metrics.refused(refused.event().getReason());
            case Issued.Repeated _, Issued.OtherUnderSameKey _ -> {}
        }
        return issued;
    }

    private Issued once(
            Store.Unit unit, String tenant, Policy policy, CodeRequest request, Once once, Aim aim, Instant now) {
        String digest = seals.fingerprint(once.asked());
        Optional<Once.Remembered> before = unit.claim(tenant, once.key(), request.userId(), digest, now);
        if (before.isPresent()) {
            return before.get().digest().equals(digest)
                    ? new Issued.Repeated(before.get().answer())
                    : new Issued.OtherUnderSameKey();
        }
        Issued issued = issue(unit, tenant, policy, request, aim, now);
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

    private Issued issue(Store.Unit unit, String tenant, Policy policy, CodeRequest request, Aim aim, Instant now) {
        String loginId = request.loginId() == null ? ids.get() : request.loginId();
        var named = request.withLogin(loginId);
        // Those that are made here, too: callers get to know them, and may name them in the next request.
        if (!unit.claimLogin(tenant, loginId, request.userId())) {
            return refusing.loginOfAnother(unit, tenant, named, now);
        }
        boolean ofApp = request.channel() == Channel.TOTP;
        boolean namesDestination = !ofApp && request.namesDestination();
        if (namesDestination && aim == Aim.PROOF) {
            return issue(unit, tenant, policy, named, ContactVersions.NONE, now);
        }
        Optional<StoredBook> book = unit.book(tenant, request.userId());
        if (book.filter(StoredBook::reregistration).isPresent()) {
            // Wherever it would go: the number that the caller still has may be the one that was taken away.
            return enrolmentRequired(unit, tenant, named, true, now);
        }
        // Also where a destination is named: a contact is proved by a call of its own.
        if (book.filter(StoredBook::hasMethod).isEmpty()
                && unit.accountRules(tenant).twoStepRequired()) {
            return enrolmentRequired(unit, tenant, named, false, now);
        }
        if (namesDestination) {
            return switch (policy.destinations()) {
                case NAMED_OR_KNOWN -> issue(unit, tenant, policy, named, ContactVersions.NONE, now);
                case KNOWN_ONLY -> refusing.destinationNotAllowed(unit, tenant, named, now);
            };
        }
        if (ofApp) {
            return appMaking.make(unit, tenant, policy, named, now);
        }
        KnownContacts contacts = addresses.contacts(book, now);
        return issue(unit, tenant, policy, named.to(contacts), contacts.versions(), now);
    }

    private Issued enrolmentRequired(
            Store.Unit unit, String tenant, CodeRequest request, boolean takenAway, Instant now) {
        String place = unit.accountRules(tenant).enrolmentUrl();
        return refusing.enrolmentRequired(unit, tenant, request, takenAway, place, now);
    }

    private Issued issue(
            Store.Unit unit, String tenant, Policy policy, CodeRequest request, ContactVersions contacts, Instant now) {
        return switch (route(unit, tenant, policy, request, now)) {
            case Route.To route -> making.make(unit, tenant, policy, request, contacts, route, now);
            case Route.None none -> refusing.noRoute(unit, tenant, request, none, now);
            case Route.Invalid invalid -> refusing.invalidDestination(unit, tenant, request, invalid, now);
        };
    }

    /** Where it would go, without destinations that nothing may be sent to. */
    private Route route(Store.Unit unit, String tenant, Policy policy, CodeRequest request, Instant now) {
        Route wished = router.route(policy, request.channel(), request.phone(), request.email());
        if (!(wished instanceof Route.To to)) {
            return wished;
        }
        // Both at once: every code has to wait for this.
        List<String> fingerprints = Stream.of(Optional.of(to.destination()), Optional.ofNullable(to.alternative()))
                .flatMap(Optional::stream)
                .map(seals::fingerprint)
                .toList();
        Set<String> suppressed = unit.suppressed(tenant, fingerprints, now);
        return suppressed.isEmpty()
                ? to
                : to.avoiding(destination -> suppressed.contains(seals.fingerprint(destination)));
    }
}

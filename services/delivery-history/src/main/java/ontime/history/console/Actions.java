package ontime.history.console;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ontime.history.access.HistoryUser;
import ontime.history.actions.Acting;
import ontime.history.actions.Agent;
import ontime.history.actions.Order;
import ontime.history.actions.Reason;
import ontime.history.actions.Result;
import ontime.history.actions.Suppression;
import ontime.history.facts.Challenge;
import ontime.history.facts.Fact;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch;
import ontime.history.facts.LoginSearch.Criteria;
import ontime.history.facts.Published;
import ontime.history.rights.Right;
import org.springframework.stereotype.Component;

/** What a reader of the console may have done about a login. */
@Component
final class Actions {

    /** A suppression belongs to one of the user's latest logins, or its destination is in use no more. */
    private static final int LOOKED_THROUGH = 50;

    private final Acting acting;
    private final LoginSearch logins;
    private final InstantSource clock;

    Actions(Acting acting, LoginSearch logins, InstantSource clock) {
        this.acting = acting;
        this.logins = logins;
        this.clock = clock;
    }

    boolean arePossible() {
        return acting.isPossible();
    }

    Optional<Login> find(String loginId, HistoryUser user) {
        return logins.find(loginId, user.tenants(), clock.instant());
    }

    Offers offers(Login login, HistoryUser user) {
        return acting.isPossible() ? Offers.of(login, rights(login, user), clock.instant()) : Offers.NONE;
    }

    private static Set<Right> rights(Login login, HistoryUser user) {
        return EnumSet.allOf(Right.class).stream()
                .filter(right -> user.may(right, login.tenant()))
                .collect(Collectors.toSet());
    }

    /** Until when a code may not be sent again; empty when it may be, or nobody knows. */
    Optional<Instant> pauseEnds(Login login, HistoryUser user, Challenge challenge) {
        return challenge.alive() ? acting.pauseEnds(agent(login, user), challenge.challengeId()) : Optional.empty();
    }

    /** What nothing is sent to of the user's destinations; empty when the issuer does not answer. */
    Optional<List<Suppression>> suppressions(Login login, HistoryUser user) {
        var known = fingerprints(login);
        return acting.suppressions(agent(login, user))
                .map(all -> all.stream().filter(one -> known.contains(one.id())).toList());
    }

    /** Whether a suppression is of a destination of the login's user. */
    boolean isOfUser(Login login, String suppression) {
        return fingerprints(login).contains(suppression);
    }

    private Set<String> fingerprints(Login login) {
        var ofUser = login.userId().isBlank()
                ? List.of(login)
                : logins.search(
                                new Criteria(null, login.userId(), null, null, null, null, null, null, LOOKED_THROUGH),
                                Set.of(login.tenant()),
                                clock.instant())
                        .logins();
        // A user is mentioned at another's login too, where they were refused: what is sent there is not theirs.
        return ofUser.stream()
                .flatMap(one -> one.events().stream())
                .map(Published::fact)
                .filter(fact -> fact.ofItsOwner() && fact.userId().equals(login.userId()))
                .map(Actions::fingerprint)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    private static Optional<String> fingerprint(Fact fact) {
        return switch (fact) {
            case Fact.Requested requested -> Optional.of(requested.destinationFingerprint());
            case Fact.Refused refused -> Optional.ofNullable(refused.destinationFingerprint());
            case Fact.Withdrawn _, Fact.Reported _, Fact.Checked _ -> Optional.empty();
        };
    }

    Result act(Login login, HistoryUser user, Order order, Reason reason, String key) {
        return acting.act(agent(login, user), login.loginId(), order, reason, key);
    }

    private static Agent agent(Login login, HistoryUser user) {
        return new Agent(user.name(), login.tenant(), user.roles(login.tenant()));
    }
}

package ontime.history.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ontime.history.audit.Action;
import ontime.history.audit.AuditEntry;
import ontime.history.audit.AuditLog;
import ontime.history.audit.Outcome;
import ontime.history.audit.Subject;
import ontime.history.facts.Login;
import ontime.history.rights.Grants;
import ontime.history.rights.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes down who looks at what, before they see it. Each method returns when that is safe, and throws
 * {@link ontime.history.audit.AuditUnavailableException} when it is not.
 */
@Component
public final class Witness {

    private final AuditLog log;
    private final InstantSource clock;
    private final HttpServletRequest request;
    private final Refreshes refreshes;

    /** @param request that is answered just now, whichever it is */
    Witness(AuditLog log, InstantSource clock, HttpServletRequest request) {
        this.log = log;
        this.clock = clock;
        this.request = request;
        this.refreshes = new Refreshes(clock);
    }

    /** One login was asked for, by something that was typed or linked. It belongs to the tenant whose login it is. */
    public void asked(HistoryUser user, Action action, String typed, Optional<Login> found) {
        if (found.isPresent()) {
            var login = found.get();
            write(List.of(entry(user, login.tenant(), action, Subject.login(login.loginId()), null, Outcome.DONE)));
        } else {
            write(user.tenants().stream()
                    .map(tenant -> entry(user, tenant, action, Subject.noLogin(typed), null, Outcome.NOTHING_FOUND))
                    .toList());
        }
    }

    /** Logins were looked for, in all tenants of the user. */
    public void searched(HistoryUser user, Action action, Subject subject, Collection<Login> found) {
        write(user.tenants().stream()
                .map(tenant -> entry(
                        user,
                        tenant,
                        action,
                        subject,
                        null,
                        found.stream().anyMatch(login -> login.tenant().equals(tenant))
                                ? Outcome.DONE
                                : Outcome.NOTHING_FOUND))
                .toList());
    }

    /** The audit was read, in all tenants in which the user may. */
    public void readAudit(HistoryUser user, Action action, Subject subject) {
        write(user.tenants(Right.READ_AUDIT).stream()
                .map(tenant -> entry(user, tenant, action, subject, null, Outcome.DONE))
                .toList());
    }

    /** Something is done in a tenant. It is written when it begins, and once more when its end is known. */
    public void acts(
            HistoryUser user, String tenant, Action action, Subject subject, @Nullable String reason, Outcome outcome) {
        log.record(entry(user, tenant, action, subject, reason, outcome));
    }

    /** Somebody logged in: each of their tenants is to know. */
    void loggedIn(HistoryUser user) {
        log.record(user.grants().roles().keySet().stream()
                .map(tenant -> entry(user, tenant, Action.LOGGED_IN, Subject.person(user.name()), null, Outcome.DONE))
                .toList());
    }

    /** Somebody tried to log in as this user and did not know the password. */
    void refused(HistoryUser user) {
        log.record(user.grants().roles().keySet().stream()
                .map(tenant ->
                        entry(user, tenant, Action.LOGIN_REFUSED, Subject.person(user.name()), null, Outcome.REFUSED))
                .toList());
    }

    /** Somebody tried to log in by a name that nobody has. It may be a password that was typed in the wrong field. */
    void refusedNobody() {
        refusedStranger("nobody");
    }

    /** Somebody tried to log in whom a provider vouches for, and who has no role here. */
    void refusedStranger(String name) {
        log.record(new AuditEntry(
                clock.instant(),
                Grants.INSTALLATION,
                name,
                Set.of(),
                Action.LOGIN_REFUSED,
                Subject.person(name),
                null,
                Outcome.REFUSED));
    }

    private AuditEntry entry(
            HistoryUser user, String tenant, Action action, Subject subject, @Nullable String reason, Outcome outcome) {
        return new AuditEntry(
                clock.instant(), tenant, user.name(), user.roles(tenant), action, subject, reason, outcome);
    }

    /** A page that refreshes itself every few seconds is written when it is opened, and again from time to time. */
    private void write(List<AuditEntry> entries) {
        if (Refreshes.isOne(request)) {
            refreshes.record(request, entries, log);
        } else {
            log.record(entries);
        }
    }
}

package ontime.history.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ontime.history.contacts.ContactLog;
import ontime.history.contacts.ContactLog.UserKey;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch;

/** Finds logins as another one does, and adds to each which contacts its user had. */
public final class WithContacts implements LoginSearch {

    private final LoginSearch logins;
    private final ContactLog contacts;

    public WithContacts(LoginSearch logins, ContactLog contacts) {
        this.logins = logins;
        this.contacts = contacts;
    }

    @Override
    public Optional<Login> find(String loginId, Set<String> tenants, Instant now) {
        return logins.find(loginId, tenants, now)
                .map(login -> added(List.of(login)).getFirst());
    }

    @Override
    public Page search(Criteria criteria, Set<String> tenants, Instant now) {
        var page = logins.search(criteria, tenants, now);
        return new Page(added(page.logins()), page.next());
    }

    private List<Login> added(List<Login> found) {
        var known = contacts.of(found.stream()
                .filter(login -> !login.userId().isBlank())
                .map(WithContacts::user)
                .collect(Collectors.toSet()));
        return known.isEmpty()
                ? found
                : found.stream()
                        .map(login -> login.with(known.getOrDefault(user(login), List.of())))
                        .toList();
    }

    private static UserKey user(Login login) {
        return new UserKey(login.tenant(), login.userId());
    }
}

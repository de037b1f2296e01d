package ontime.history.facts;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Tells at little cost which logins have changed: facts are added and never changed. */
public interface FactCount {

    /** A login by its name. */
    record Key(String tenant, String loginId) {
        public static Key of(Login login) {
            return new Key(login.tenant(), login.loginId());
        }
    }

    /** How many facts each of these has; those that happened before an instant may be left out. */
    Map<Key, Long> count(Set<Key> logins, Instant since);
}

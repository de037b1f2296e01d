package ontime.history;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import ontime.history.rights.Grants;
import ontime.history.rights.Role;
import ontime.history.verdict.Patience;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set of this service beyond Spring's own names.
 *
 * @param users who may look logins up, by name
 * @param httpBasic whether the API takes a name and a password with each call; for one machine and for tests
 * @param readers how many threads read the topics, at least 1
 * @param lateAfter a code that takes longer from the click to its arrival came late
 * @param silentAfter for so long a delivery is too young to judge
 * @param longestSession so long after a login one must log in again, however busy the session is
 */
@ConfigurationProperties("ontime.history")
public record HistorySettings(
        @DefaultValue Map<String, User> users,
        @DefaultValue("false") boolean httpBasic,
        @DefaultValue("2") int readers,
        @DefaultValue("30s") Duration lateAfter,
        @DefaultValue("60s") Duration silentAfter,
        @DefaultValue("12h") Duration longestSession) {

    public HistorySettings {
        if (readers < 1) {
            throw new IllegalArgumentException("ontime.history.readers is at least 1");
        }
        if (!longestSession.isPositive()) {
            throw new IllegalArgumentException("ontime.history.longest-session is longer than nothing");
        }
        users = Map.copyOf(users);
    }

    public Patience patience() {
        return new Patience(lateAfter, silentAfter);
    }

    /**
     * Somebody who may log in with a password.
     *
     * @param password as Spring Security writes it ({@code {bcrypt}$2a$...}), or plain text
     * @param roles of SUPPORT, LEAD, SRE, ADMIN
     * @param tenants in which the user has these roles; {@code *} is the installation itself
     * @param rolesIn roles in single tenants, by tenant, beside these
     */
    public record User(
            String password,
            @DefaultValue Set<Role> roles,
            @DefaultValue Set<String> tenants,
            @DefaultValue Map<String, Set<Role>> rolesIn) {

        public User {
            if (password.isBlank() || roles.isEmpty() != tenants.isEmpty() || (roles.isEmpty() && rolesIn.isEmpty())) {
                throw new IllegalArgumentException("a user of ontime.history.users has a password, roles and tenants");
            }
            roles = Set.copyOf(roles);
            tenants = Set.copyOf(tenants);
            rolesIn = Map.copyOf(rolesIn);
        }

        public Grants grants() {
            return Grants.of(roles, tenants).and(new Grants(rolesIn));
        }

        @Override
        public String toString() {
            return "User" + grants();
        }
    }
}

package ontime.history.actions;

import java.util.Set;
import ontime.history.rights.Role;

/**
 * Somebody at the console, as the issuer gets to know them.
 *
 * @param name by which they logged in
 * @param tenant in which they act
 * @param roles what they are there
 */
public record Agent(String name, String tenant, Set<Role> roles) {

    public Agent {
        roles = Set.copyOf(roles);
    }
}

package ontime.issuer.access;

import java.util.Set;

/**
 * Whose credential a request carries.
 *
 * @param name of the credential, for the record of who changed what: enough to know it again, not enough to use it
 */
public record Caller(String tenant, Set<Role> roles, String name) {

    public Caller {
        roles = Set.copyOf(roles);
    }
}

package ontime.history.rights;

import static ontime.history.rights.Role.ADMIN;
import static ontime.history.rights.Role.LEAD;
import static ontime.history.rights.Role.SRE;
import static ontime.history.rights.Role.SUPPORT;

import java.util.Set;

/** What can be allowed to somebody, and the roles that it is allowed to. The table in docs/access.md is this one. */
public enum Right {
    /** To search logins, to read them and to take them along as a file. */
    LOOK_UP(SUPPORT, LEAD, ADMIN),
    /** To send a code again, and to cancel one. */
    ACT(SUPPORT, LEAD, ADMIN),
    /** To send to a number or an address again that was found not to work. */
    LIFT_SUPPRESSION(LEAD, ADMIN),
    /** To see a whole number or address. */
    REVEAL(LEAD, ADMIN),
    /** To read who has looked at what. */
    READ_AUDIT(LEAD, ADMIN),
    /** To see delays, latency and conversion: counts, in which nobody can be told from another. */
    READ_FIGURES(SUPPORT, LEAD, SRE, ADMIN),
    /** To make what is known of a user identify nobody. */
    ERASE(ADMIN),
    /** To do what concerns every tenant, such as a rebuild: in {@link Grants#INSTALLATION} only. */
    OPERATE(ADMIN);

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
    private final Set<Role> roles;

    Right(Role... roles) {
        this.roles = Set.of(roles);
    }

    /** Whether one of these roles has it. */
    boolean isOf(Set<Role> held) {
        return held.stream().anyMatch(roles::contains);
    }
}

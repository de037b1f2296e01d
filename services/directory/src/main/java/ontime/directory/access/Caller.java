package ontime.directory.access;

/**
 * Whose credential a request carries.
 *
 * @param name of the credential, for the audit: enough to know it again, not enough to use it
 */
public record Caller(String tenant, Role role, String name) {

    public boolean isAdministrator() {
        return role == Role.ADMIN;
    }
}

package ontime.directory.access;

/** What a credential is good for. */
public enum Role {
    /** An auth service: it acts for a user who is logged in there. */
    SERVICE,
    /** An administrator of the tenant: changes what others have, with a reason. */
    ADMIN
}

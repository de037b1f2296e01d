package ontime.issuer.access;

/** What a credential is good for. One does not include the other: an auth service has no business with the policy. */
public enum Role {
    /** Asks for codes and checks them. */
    ISSUE,
    /** Changes the tenant's policy. */
    ADMIN
}

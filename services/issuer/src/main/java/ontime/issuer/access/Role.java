package ontime.issuer.access;

/** What a credential is good for. One does not include the other: an auth service has no business with the policy. */
public enum Role {
    /** Asks for codes and checks them. */
    ISSUE,
    /** Changes the tenant's policy. */
    ADMIN,
    /** Sends codes again and cancels them, for somebody at the support console. */
    AGENT,
    /** Sees whole destinations and lifts suppressions, for somebody there who leads others. */
    AGENT_LEAD,
    /** Has a user forgotten, for an administrator there. */
    AGENT_ADMIN
}

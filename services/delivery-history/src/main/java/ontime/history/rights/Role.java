package ontime.history.rights;

/** What somebody is in a tenant. What a role may do stands at {@link Right}. */
public enum Role {
    /** Helps people who are on the phone. */
    SUPPORT,
    /** Leads those who do, and answers for what they look at. */
    LEAD,
    /** Keeps the service fast: sees figures, and no single person. */
    SRE,
    /** Answers for the tenant's data. */
    ADMIN
}

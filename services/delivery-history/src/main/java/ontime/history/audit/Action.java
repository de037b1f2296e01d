package ontime.history.audit;

/** What somebody did. The names are in the database and stay as they are. */
public enum Action {
    LOGGED_IN,
    LOGIN_REFUSED,
    /** Logins were looked for. */
    SEARCHED,
    /** One login was read. */
    LOOKED_UP,
    /** One login was followed as it changed; written once for each connection. */
    FOLLOWED,
    /** Something was taken along as a file. */
    EXPORTED,
    /** A whole number or address was shown. */
    REVEALED,
    RESENT,
    CANCELLED,
    SUPPRESSION_LIFTED,
    /** What was known of a user was made to identify nobody. */
    ERASED,
    /** The tables were built anew. */
    REBUILT,
    /** This audit itself was read. */
    AUDIT_READ
}

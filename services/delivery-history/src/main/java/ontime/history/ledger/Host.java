package ontime.history.ledger;

/** Whose clock an instant was read from. Clocks of several machines never agree. */
public enum Host {
    AUTH_SERVICE("the auth service"),
    ISSUER("the issuer"),
    WORKER("the worker"),
    /** Whoever reports what becomes of a message behind the provider. */
    NETWORK("the phone network or receiving mail server");

    private final String words;

    Host(String words) {
        this.words = words;
    }

    /** For example {@code the worker}. */
    public String words() {
        return words;
    }
}

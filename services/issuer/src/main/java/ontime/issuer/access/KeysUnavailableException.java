package ontime.issuer.access;

/** The keys that tokens are verified with cannot be fetched: whether a token is good is not known. */
public final class KeysUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeysUnavailableException(Throwable cause) {
        super("the keys that tokens are verified with cannot be fetched", cause);
    }
}

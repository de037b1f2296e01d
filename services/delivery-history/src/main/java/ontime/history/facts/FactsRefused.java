package ontime.history.facts;

/** The store takes none of these facts, and never will: something in one of them cannot be kept. */
public final class FactsRefused extends RuntimeException {
    public FactsRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}

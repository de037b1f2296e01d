package ontime.issuer.challenge;

/** A field of a request that is not what it should be. Says which and why, and never repeats its value. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String why;

    public MalformedException(String field, String why) {
        super(field + " " + why, null, false, false);
        this.field = field;
        this.why = why;
    }

    public String field() {
        return field;
    }

    public String why() {
        return why;
    }
}

package ontime.issuer.json;

/** A document that has not the form of a policy. Repeats no value. */
public final class MalformedPolicyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String why;
    private final boolean unknown;

    private MalformedPolicyException(String field, String why, boolean unknown) {
        this.field = field;
        this.why = why;
        this.unknown = unknown;
    }

    static MalformedPolicyException ofType(String field, String why) {
        return new MalformedPolicyException(field, why, false);
    }

    static MalformedPolicyException ofUnknown(String field, String why) {
        return new MalformedPolicyException(field, why, true);
    }

    @Override
    public String getMessage() {
        return field + " " + why;
    }

    /** The way to what is malformed, divided by dots; for an unknown field, to what it is in. */
    public String field() {
        return field;
    }

    /** Whether there is a field too many. */
    public boolean isUnknownField() {
        return unknown;
    }
}

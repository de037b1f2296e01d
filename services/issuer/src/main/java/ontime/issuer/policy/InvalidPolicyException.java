package ontime.issuer.policy;

/** A policy that could not work, with the field that is to blame. Says what to do, and repeats no value. */
public final class InvalidPolicyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String why;

    /**
     * Says what is wrong.
     *
     * @param field the way to it through the policy, divided by dots, for example {@code codes.length}
     * @param why goes on where the field's name ends: "must be ..."
     */
    public InvalidPolicyException(String field, String why) {
        this.field = field;
        this.why = why;
    }

    @Override
    public String getMessage() {
        return field + " " + why;
    }

    public String field() {
        return field;
    }

    /** The same for a field of a record that is used in several places, and so does not know its own. */
    public InvalidPolicyException within(String place) {
        return new InvalidPolicyException(place + "." + field, why);
    }
}

package ontime.gateway.aws;

/** A message that is not from where it says, or not for us. The reason is a word for metrics and quotes nothing. */
public final class RefusedException extends Exception {

    private final String reason;

    RefusedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}

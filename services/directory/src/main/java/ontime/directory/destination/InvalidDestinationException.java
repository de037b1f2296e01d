package ontime.directory.destination;

import java.util.Objects;

/** What somebody wrote as a destination is none. The message says why and does not repeat it. */
public final class InvalidDestinationException extends Exception {
    private static final long serialVersionUID = 1;

    private final String field;

    public InvalidDestinationException(String field, String why) {
        super(why);
        this.field = field;
    }

    /** {@code phone} or {@code email}. */
    public String field() {
        return field;
    }

    public String why() {
        return Objects.requireNonNull(getMessage());
    }
}

package ontime.directory.bulk;

import java.util.Objects;

/** What somebody has sent is no table that can be imported. The message says why, with the line, and quotes nothing. */
public final class MalformedTableException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedTableException(String why) {
        super(why);
    }

    public String why() {
        return Objects.requireNonNull(getMessage());
    }
}

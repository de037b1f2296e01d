package ontime.issuer.message;

import java.util.Locale;

/** What differs from message to message, apart from the minutes, which the grammar of a language has a say in. */
public enum Placeholder {
    CODE,
    REFERENCE,
    TIME,
    ORIGIN;

    /** As it is written in a template, between braces. */
    public String argument() {
        return name().toLowerCase(Locale.ROOT);
    }
}

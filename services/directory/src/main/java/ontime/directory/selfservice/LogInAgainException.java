package ontime.directory.selfservice;

import org.jspecify.annotations.Nullable;

/** Whoever is here wants to change something, and logged in too long ago. */
final class LogInAgainException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final @Nullable String url;

    /** @param url where they log in; null when the tenant has not named it */
    LogInAgainException(@Nullable String url) {
        super("log in again", null, false, false);
        this.url = url;
    }

    @Nullable
    String url() {
        return url;
    }
}

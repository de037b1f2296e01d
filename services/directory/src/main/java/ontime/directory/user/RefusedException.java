package ontime.directory.user;

import org.jspecify.annotations.Nullable;

/** Something that is not done, and why. What was begun is undone. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why something is not done. */
    public enum Why {
        UNKNOWN_USER,
        UNKNOWN_CONTACT,
        UNKNOWN_METHOD,
        UNKNOWN_CHANGE,
        /** What it was to be changed from is not what is there any more. */
        OUTDATED,
        /** The change has been made, or has been replaced by another. */
        SETTLED,
        EXPIRED,
        /** Another code than the one that was sent. */
        WRONG_CODE,
        /** No code will be taken any more. */
        LOCKED,
        TOO_MANY_TRIES,
        /** Ends before it began. */
        OVER,
        /** Lasts longer than a temporary contact may. */
        TOO_LONG,
        /** The issuer will not send a code there. */
        CANNOT_BE_PROVED,
        ISSUER_AWAY,
        LIMITED,
        /** Another one of this kind waits. */
        BUSY,
        /** The tenant has no page for this. */
        NO_PAGE,
        /** Two-step login is required, and this is the user's last method. */
        LAST_METHOD
    }

    private final Why why;
    private final @Nullable String detail;

    public RefusedException(Why why) {
        this(why, null);
    }

    /** @param detail for a program; never what was sent */
    public RefusedException(Why why, @Nullable String detail) {
        super(why.name(), null, false, false);
        this.why = why;
        this.detail = detail;
    }

    public Why why() {
        return why;
    }

    /** Of {@code WRONG_CODE} the attempts that are left, of {@code LIMITED} the seconds to wait, else a reason. */
    public @Nullable String detail() {
        return detail;
    }
}

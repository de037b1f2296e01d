package ontime.directory.wording;

import ontime.directory.destination.InvalidDestinationException;
import ontime.directory.follower.Standing;
import ontime.directory.user.RefusedException;
import ontime.events.ContactKind;
import ontime.events.MethodKind;
import org.jspecify.annotations.Nullable;

/** How the pages name things, and say what cannot be done. Never repeats what was typed. */
public final class Words {

    private Words() {}

    /** For example {@code phone number}. */
    public static String of(ContactKind kind) {
        return switch (kind) {
            case PHONE -> "phone number";
            case EMAIL -> "email address";
            case OTHER -> "contact";
        };
    }

    /** For example {@code code by SMS}. */
    public static String of(MethodKind method) {
        return switch (method) {
            case SMS -> "code by SMS";
            case EMAIL -> "code by email";
            case TOTP -> "authenticator app";
            case RECOVERY_CODE -> "recovery codes";
            case OTHER -> "another method";
        };
    }

    /** For example {@code applied}. */
    public static String of(Standing.State state) {
        return switch (state) {
            case PENDING -> "pending";
            case APPLIED -> "applied";
            case FAILED -> "failed";
            case DRIFTED -> "drifted";
        };
    }

    /** What is wrong with a destination. */
    public static String of(InvalidDestinationException invalid) {
        return "This " + invalid.why() + ".";
    }

    /** Why something is not done, and what helps. */
    public static String of(RefusedException refused) {
        return switch (refused.why()) {
            case UNKNOWN_USER -> "This user is not known.";
            case UNKNOWN_CONTACT -> "This is not there any more: somebody has removed it.";
            case UNKNOWN_METHOD -> "This way to log in is not there any more: somebody has removed it.";
            case UNKNOWN_CHANGE -> "This is not known, or was replaced. Begin again.";
            case OUTDATED ->
                "Somebody else changed this in the meantime: it is at version " + refused.detail()
                        + " by now. Nothing of yours was done. Look at what is there, then decide again.";
            case SETTLED -> "This was completed or replaced before. There is nothing left to do.";
            case EXPIRED -> "It is too late for this: the time for it is over. Begin again.";
            case WRONG_CODE -> wrongCode(refused.detail());
            case LOCKED -> "Too many wrong codes were entered, so that no code is taken any more. Begin again.";
            case TOO_MANY_TRIES -> "Too many wrong codes were entered. Try again in " + wait(refused.detail()) + ".";
            case OVER -> "It would have ended before it began: choose a later end.";
            case TOO_LONG -> "What is temporary lasts for a year at most: choose an earlier end.";
            case CANNOT_BE_PROVED ->
                "No code can be sent there" + because(refused.detail())
                        + ". Choose another, or ask an administrator to vouch for it.";
            case ISSUER_AWAY -> "No code can be sent or checked just now. Try again in a moment.";
            case LIMITED -> "Too many codes were asked for. Try again in " + wait(refused.detail()) + ".";
            case BUSY -> "Another import waits. Send this one when it has begun.";
            case NO_PAGE -> "There is no page for this.";
            case LAST_METHOD ->
                "This is your last way to log in, and two-step login is required here. Without it you would be"
                        + " shut out: set another one up first, then remove this one.";
        };
    }

    private static String wrongCode(@Nullable String attemptsLeft) {
        return attemptsLeft == null || attemptsLeft.isEmpty()
                ? "This is not the code. Look at the newest one, and type all six digits."
                : "This is not the code. Look at the newest message; you have " + attemptsLeft + " more tries.";
    }

    private static String because(@Nullable String reason) {
        return switch (reason == null ? "" : reason) {
            case "COUNTRY_NOT_ALLOWED" -> ": SMS to this country is not allowed";
            case "NOT_A_MOBILE" -> ": it is no mobile number";
            case "SUPPRESSED" -> ": messages to it have come back";
            default -> "";
        };
    }

    private static String wait(@Nullable String seconds) {
        return seconds == null || seconds.isEmpty() ? "a minute" : seconds + " s";
    }
}

package ontime.directory.console;

import ontime.directory.user.AuditEntry;
import ontime.directory.user.Lookup;
import ontime.pages.Moment;
import org.jspecify.annotations.Nullable;

/** An entry of the audit as a page shows it. */
record AuditLine(
        long number,
        Moment at,
        String actor,
        String action,
        @Nullable String userId,
        @Nullable String detail,
        @Nullable String reason) {

    static AuditLine of(Lookup.Numbered numbered) {
        var entry = numbered.entry();
        return new AuditLine(
                numbered.number(),
                Moment.of(entry.at()),
                actor(entry),
                words(entry.action()),
                entry.userId(),
                entry.detail(),
                entry.actor().reason());
    }

    private static String actor(AuditEntry entry) {
        return switch (entry.actor().by()) {
            case USER -> "the user (" + entry.actor().name() + ")";
            case ADMINISTRATOR, OTHER -> entry.actor().name();
            case SYSTEM -> "the directory itself";
        };
    }

    private static String words(AuditEntry.Action action) {
        return switch (action) {
            case USER_CREATED -> "added the user";
            case USER_CHANGED -> "changed the user";
            case USER_ERASED -> "deleted the user";
            case CONTACT_ASKED -> "asked for a change";
            case CONTACT_CHANGED -> "changed a contact";
            case CONTACT_REMOVED -> "removed a contact";
            case METHOD_REMOVED -> "removed a way to log in";
            case METHODS_RESET -> "removed all ways to log in";
            case SESSIONS_REVOKED -> "ended all sessions";
            case SETTINGS_CHANGED -> "changed the settings";
            case PROOF_REFUSED -> "entered a wrong code for a change";
            case AUTHENTICATOR_OFFERED -> "began to set an authenticator app up";
            case AUTHENTICATOR_CONFIRMED -> "set an authenticator app up";
            case RECOVERY_CODES_MADE -> "made recovery codes";
            case RECOVERY_CODE_USED -> "used a recovery code";
            case RECOVERY_CODE_REFUSED -> "entered a wrong recovery code";
            case SELF_SERVICE_LINKED -> "made a link to the user's own page";
            case SELF_SERVICE_VISITED -> "came to the user's own page";
            case IMPORTED -> "imported users";
            case EXPORTED -> "exported all users";
            case RECONCILED -> "had the stores compared";
            case DRIFT_FOUND -> "found that somebody had changed a store";
            case LOOKED_UP -> "looked users up";
            case AUDIT_READ -> "read this record";
            case LOGGED_IN -> "logged in here";
            case LOGIN_REFUSED -> "was not let in here";
            case OTHER -> "did what this version does not know";
        };
    }
}

package ontime.history.console;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import ontime.history.audit.Action;
import ontime.history.audit.AuditEntry;
import ontime.history.audit.AuditLog;
import ontime.history.audit.Outcome;
import ontime.history.audit.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What the page of the audit shows.
 *
 * @param from as the form's field wants it, as is {@code to}
 * @param file address of the same as a table for spreadsheets
 * @param older address of the next page; null at the end
 */
record AuditPage(
        AuditForm form,
        @Nullable String from,
        @Nullable String to,
        List<Choice> actions,
        List<Line> lines,
        String file,
        @Nullable String older) {

    /** An action that can be chosen. */
    record Choice(String name, String words, boolean chosen) {}

    /**
     * One entry.
     *
     * @param roles what the actor was at that time
     * @param login the login that it is about, if it is one that can be opened
     */
    record Line(
            long number,
            Words.Time time,
            String ago,
            String actor,
            String action,
            String about,
            @Nullable String login,
            @Nullable String outcome,
            @Nullable String reason,
            String tenant,
            String roles) {

        static Line of(AuditLog.Numbered numbered, Instant now) {
            var entry = numbered.entry();
            return new Line(
                    numbered.number(),
                    Words.Time.of(entry.at()),
                    Words.ago(entry.at(), now),
                    entry.actor(),
                    words(entry.action()),
                    about(entry.subject()),
                    login(entry),
                    outcome(entry.outcome()),
                    entry.reason(),
                    entry.tenant(),
                    String.join(
                            ", ",
                            entry.roles().stream().map(Enum::name).sorted().toList()));
        }

        private static @Nullable String login(AuditEntry entry) {
            return entry.subject().kind() == Subject.Kind.LOGIN && entry.outcome() != Outcome.NOTHING_FOUND
                    ? entry.subject().value()
                    : null;
        }

        private static String about(Subject subject) {
            return switch (subject.kind()) {
                case LOGIN -> "login " + subject.value();
                case CHALLENGE -> "challenge " + subject.value();
                case USER -> "user " + subject.value();
                case SEARCH, AUDIT, INSTALLATION -> subject.value();
                case PERSON -> "";
            };
        }

        private static @Nullable String outcome(Outcome outcome) {
            return switch (outcome) {
                case DONE -> null;
                case BEGUN, NOTHING_FOUND, REFUSED, FAILED -> Words.spoken(outcome);
            };
        }
    }

    static AuditPage of(AuditForm form, AuditLog.Page read, Instant now) {
        var filter = form.filter();
        return new AuditPage(
                form,
                SearchForm.field(filter.from()),
                SearchForm.field(filter.to()),
                Arrays.stream(Action.values())
                        .map(action -> new Choice(action.name(), words(action), action == filter.action()))
                        .toList(),
                read.entries().stream().map(entry -> Line.of(entry, now)).toList(),
                form.address("/v1/audit.csv", null),
                read.next() == null ? null : form.address("/audit", read.next()));
    }

    private static String words(Action action) {
        return switch (action) {
            case LOGGED_IN -> "logged in";
            case LOGIN_REFUSED -> "was not let in";
            case SEARCHED -> "searched logins";
            case LOOKED_UP -> "looked up";
            case FOLLOWED -> "followed";
            case EXPORTED -> "took as a file";
            case REVEALED -> "revealed a destination";
            case RESENT -> "sent again";
            case CANCELLED -> "cancelled";
            case SUPPRESSION_LIFTED -> "lifted a suppression";
            case ERASED -> "erased a user";
            case REBUILT -> "rebuilt the tables";
            case AUDIT_READ -> "read the audit";
        };
    }
}

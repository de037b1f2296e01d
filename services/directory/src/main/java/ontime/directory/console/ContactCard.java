package ontime.directory.console;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import ontime.directory.follower.Standing;
import ontime.directory.user.Account;
import ontime.directory.user.ContactVersion;
import ontime.directory.user.Lookup;
import ontime.directory.wording.Words;
import ontime.events.ContactKind;
import ontime.pages.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A version of a contact as a page shows it.
 *
 * @param destination masked; null when this version is the removal
 * @param state {@code ok}, {@code warning} or {@code error}
 * @param inForce what is to be said of it
 * @param trust how it is known to be the user's
 */
record ContactCard(
        ContactKind kind,
        String path,
        long version,
        @Nullable String destination,
        @Nullable String country,
        String state,
        String inForce,
        String trust,
        Moment from,
        @Nullable Moment until,
        String by,
        @Nullable String reason,
        List<Line> followers,
        boolean moving) {

    /**
     * How far a store is.
     *
     * @param tries how often it was tried in vain, in words; null when not once
     * @param next when it is tried again
     */
    record Line(
            String follower,
            String state,
            String words,
            Moment since,
            @Nullable String detail,
            @Nullable String tries,
            @Nullable Moment next) {

        static Line of(Standing standing) {
            return new Line(
                    standing.follower(),
                    standing.state().name().toLowerCase(Locale.ROOT),
                    Words.of(standing.state()),
                    Moment.of(standing.since()),
                    standing.detail(),
                    tries(standing.triesInVain()),
                    Moment.ofNullable(standing.nextTryAt()));
        }

        private static @Nullable String tries(int inVain) {
            return inVain == 0 ? null : inVain == 1 ? "tried once in vain" : "tried " + inVain + " times in vain";
        }
    }

    public String name() {
        return Words.of(kind);
    }

    /** The newest version of a kind. */
    static ContactCard newest(Lookup.Past past, Account account, Set<String> required, Instant now) {
        boolean applied = past.isApplied(required);
        var contact = past.contact();
        boolean ended = contact.shown() != null && !contact.isInUse(now);
        boolean unused = contact.shown() != null && !account.hasMethodOf(contact.kind());
        boolean stuck = past.followers().stream()
                .filter(one -> required.contains(one.follower()))
                .anyMatch(one -> one.state() == Standing.State.FAILED || one.state() == Standing.State.DRIFTED);
        String words = ended
                ? "ended"
                : applied && unused
                        ? "no codes go there"
                        : applied
                                ? (contact.shown() == null ? "removed everywhere" : "in force")
                                : "not in force everywhere yet";
        return of(past, applied && !ended && !unused ? "ok" : stuck ? "error" : "warning", words, !applied);
    }

    /** One of those that a newer has followed. */
    static ContactCard old(Lookup.Past past) {
        return of(past, "info", "replaced", false);
    }

    private static ContactCard of(Lookup.Past past, String state, String inForce, boolean moving) {
        ContactVersion contact = past.contact();
        var shown = contact.shown();
        return new ContactCard(
                contact.kind(),
                Names.path(contact.kind()),
                contact.version(),
                shown == null ? null : shown.masked(),
                shown == null ? null : shown.country(),
                state,
                inForce,
                shown == null ? "removed" : contact.verified() ? "proved by a code" : "vouched for",
                Moment.of(contact.changedAt()),
                Moment.ofNullable(contact.validUntil()),
                by(contact),
                contact.actor().reason(),
                past.followers().stream().map(Line::of).toList(),
                moving);
    }

    private static String by(ContactVersion contact) {
        return switch (contact.actor().by()) {
            case USER -> "the user";
            case ADMINISTRATOR -> "administrator " + contact.actor().name();
            case SYSTEM -> "the directory itself";
            case OTHER -> contact.actor().name();
        };
    }
}

package ontime.directory.console;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import ontime.directory.access.Person;
import ontime.directory.user.Lookup;
import ontime.directory.user.RefusedException;
import ontime.directory.user.Searching;
import ontime.directory.user.Tenants;
import ontime.directory.user.UserKey;
import ontime.directory.user.Watching;
import ontime.directory.wording.Words;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Finds users and shows them. */
@Controller
class UsersController {

    private static final int SHOWN = 30;
    private static final int AUDIT_SHOWN = 8;
    private static final int LONGEST_QUERY = 200;

    private final Lookup lookup;
    private final Watching watching;
    private final Searching searching;
    private final Tenants tenants;
    private final InstantSource clock;

    UsersController(Lookup lookup, Watching watching, Searching searching, Tenants tenants, InstantSource clock) {
        this.lookup = lookup;
        this.watching = watching;
        this.searching = searching;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * A user among others.
     *
     * @param methods in words, or what is wrong
     */
    record Hit(String userId, List<ContactCard> contacts, String methods, boolean without) {

        static Hit of(Lookup.Sight sight, Function<ContactKind, Set<String>> required, Instant now) {
            var methods = sight.account().methods();
            return new Hit(
                    sight.account().key().userId(),
                    sight.contacts().values().stream()
                            .map(past -> ContactCard.newest(
                                    past,
                                    sight.account(),
                                    required.apply(past.contact().kind()),
                                    now))
                            .filter(card -> card.destination() != null)
                            .sorted(Comparator.comparing(ContactCard::kind))
                            .toList(),
                    methods.isEmpty()
                            ? "no way to log in"
                            : methods.stream().sorted().map(Words::of).collect(Collectors.joining(", ")),
                    methods.isEmpty());
        }
    }

    /**
     * What a search found.
     *
     * @param next the last user of this page when there are more; null on the last page
     * @param addable whether the query could be the identifier of a new user
     */
    record Found(String query, List<Hit> hits, @Nullable String next, boolean addable) {

        /** Without the query, which may be a whole number. */
        @Override
        public String toString() {
            return "Found[" + hits.size() + "]";
        }
    }

    @GetMapping("/")
    String search(
            @AuthenticationPrincipal Person person,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        String query = q.strip().substring(0, Math.min(q.strip().length(), LONGEST_QUERY));
        var tenant = tenants.of(person.tenant());
        var now = clock.instant();
        var found = watching.users(
                person.tenant(), person.name(), searching.read(person.tenant(), query), after, SHOWN + 1);
        var hits = found.stream()
                .limit(SHOWN)
                .map(sight -> Hit.of(sight, tenant::followers, now))
                .toList();
        String next = found.size() > SHOWN ? hits.getLast().userId() : null;
        model.addAttribute("page", new Found(query, hits, next, hits.isEmpty() && UserKey.isIdentifier(query)));
        return "users";
    }

    @GetMapping("/users/{userId}")
    String user(
            @AuthenticationPrincipal Person person,
            @PathVariable String userId,
            @RequestParam(required = false) @Nullable String done,
            Model model) {
        var user = Names.user(person, userId);
        var sight = lookup.find(user).orElseThrow(() -> new RefusedException(RefusedException.Why.UNKNOWN_USER));
        model.addAttribute(
                "page",
                UserPage.of(
                        sight,
                        lookup.recoveryCodes(user),
                        lookup.audit(user.tenant(), user.userId(), null, AUDIT_SHOWN),
                        tenants.of(user.tenant())::followers,
                        done == null ? null : DONE.get(done),
                        clock.instant()));
        return "user";
    }

    /** What can be in the address, so that nobody makes a page say something else. */
    private static final Map<String, String> DONE = Map.ofEntries(
            Map.entry("added", "The user is added."),
            Map.entry("changed", "Done. It is in force when every store below says so."),
            Map.entry("sent", "A code is on its way to the new destination. It takes effect when the code is entered."),
            Map.entry("proved", "The code was right: the new contact has taken effect."),
            Map.entry("unexplained", "Say why you enter the code. Nothing was done."),
            Map.entry("compare", "The stores that follow are being compared. Look again in a moment."),
            Map.entry("removed", "Removed."),
            Map.entry(
                    "method",
                    "That way to log in is removed. Whoever sends the codes is being told, in a moment as a rule."),
            Map.entry(
                    "reset",
                    "All ways to log in are removed, and all sessions are told to end. Whoever sends the codes is being told, in a moment as a rule."),
            Map.entry("sessions", "All sessions that began until now are told to end."));

    /** The versions of a contact. */
    record Versions(String userId, String name, List<ContactCard> versions) {}

    @GetMapping("/users/{userId}/contacts/{kind}")
    String versions(
            @AuthenticationPrincipal Person person,
            @PathVariable String userId,
            @PathVariable String kind,
            Model model) {
        var user = Names.user(person, userId);
        var contact = Names.kind(kind);
        var account = lookup.find(user)
                .orElseThrow(() -> new RefusedException(RefusedException.Why.UNKNOWN_USER))
                .account();
        var required = tenants.of(user.tenant()).followers(contact);
        var now = clock.instant();
        var versions = lookup.versions(user, contact);
        var newest = versions.isEmpty() ? null : versions.getFirst();
        model.addAttribute(
                "page",
                new Versions(
                        userId,
                        Words.of(contact),
                        versions.stream()
                                .map(past -> Objects.equals(past, newest)
                                        ? ContactCard.newest(past, account, required, now)
                                        : ContactCard.old(past))
                                .toList()));
        return "versions";
    }
}

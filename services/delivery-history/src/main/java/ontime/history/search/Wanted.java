package ontime.history.search;

import static java.util.Comparator.naturalOrder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch.Criteria;
import ontime.history.facts.Published;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for, as names: a login is meant when it has one name of each group. The first group is the one that
 * fewest logins have; it is looked up, and of what it finds the rest is asked.
 */
public final class Wanted {

    private static final Pattern LAST_DIGITS = Pattern.compile("[0-9]{4}");

    private final List<Set<String>> groups;
    private final Set<String> anything;
    private final Criteria criteria;

    private Wanted(List<Set<String>> groups, Set<String> anything, Criteria criteria) {
        this.groups = groups;
        this.anything = anything;
        this.criteria = criteria;
    }

    public static Wanted of(Criteria criteria, Fingerprints fingerprints) {
        var groups = new ArrayList<Set<String>>();
        add(groups, criteria.phone(), phone -> phone(phone, fingerprints));
        add(
                groups,
                criteria.email(),
                email -> fingerprints.ofEmail(email).stream().map(Name.DESTINATION::of));
        add(groups, criteria.userId(), Mention::ofUser);
        var before = groups.size();
        add(groups, criteria.anything(), text -> anything(text, fingerprints));
        Set<String> anything = groups.size() > before ? groups.getLast() : Set.of();
        add(groups, criteria.reference(), reference -> Stream.of(reference).map(Name.REFERENCE::of));
        if (criteria.status() != null) {
            switch (criteria.status().told()) {
                case REQUESTED, QUEUED, ACCEPTED, DELIVERED, RETURNED -> {}
                case DEFERRED, DROPPED, FAILED, UNKNOWN ->
                    add(
                            groups,
                            criteria.status().told().name(),
                            state -> Stream.of(state).map(Name.STATUS::of));
            }
        }
        if (groups.isEmpty()) {
            groups.add(everything(criteria.channel()));
        }
        return new Wanted(groups, anything, criteria);
    }

    private interface Naming {
        Stream<@Nullable String> of(String value);
    }

    private static void add(List<Set<String>> groups, @Nullable String value, Naming naming) {
        if (value != null) {
            var names = new LinkedHashSet<String>();
            naming.of(value).forEach(name -> {
                if (name != null) {
                    names.add(name);
                }
            });
            groups.add(names);
        }
    }

    private static Stream<@Nullable String> phone(String written, Fingerprints fingerprints) {
        return LAST_DIGITS.matcher(written).matches()
                ? Stream.of(Name.LAST_DIGITS.of(written))
                : fingerprints.ofPhone(written).stream().map(Name.DESTINATION::of);
    }

    private static Stream<@Nullable String> anything(String text, Fingerprints fingerprints) {
        return Stream.of(
                        Mention.ofUser(text),
                        Stream.of(Name.MESSAGE.of(text), Name.REFERENCE.of(text)),
                        phone(text, fingerprints),
                        fingerprints.ofEmail(text).stream().map(Name.DESTINATION::of))
                .flatMap(names -> names);
    }

    private static Set<String> everything(@Nullable Channel channel) {
        return channel != null ? Set.of(String.valueOf(Name.EVERY.of(channel.name()))) : Mention.ofAnyChannel();
    }

    /** What to look up. */
    public Set<String> names() {
        return groups.getFirst();
    }

    /** Whether a login that was found by one of the names is meant. */
    public boolean isMet(Login login) {
        var names = mentions(login).map(Mention::name).collect(Collectors.toSet());
        return groups.stream().allMatch(group -> group.stream().anyMatch(names::contains)) && isFiltered(login);
    }

    /** Whether a login that was found by an identifier of its own, and so by no name, is meant. */
    public boolean isMetBesides(Login login) {
        var names = mentions(login).map(Mention::name).collect(Collectors.toSet());
        return groups.stream()
                        .filter(group -> !group.equals(anything))
                        .allMatch(group -> group.stream().anyMatch(names::contains))
                && (criteria.from() == null || !login.clickedAt().isBefore(criteria.from()))
                && (criteria.to() == null || login.clickedAt().isBefore(criteria.to()))
                && isFiltered(login);
    }

    private boolean isFiltered(Login login) {
        var deliveries = login.challenges().stream()
                .flatMap(challenge -> challenge.deliveries().stream())
                .toList();
        return (criteria.channel() == null
                        || deliveries.stream().anyMatch(delivery -> delivery.channel() == criteria.channel()))
                && (criteria.status() == null
                        || deliveries.stream()
                                .anyMatch(delivery -> delivery.status().told()
                                        == criteria.status().told()));
    }

    /** The one mention that counts, should a login be mentioned several times by what was looked up. */
    public Optional<Instant> place(Login login) {
        var meant = mentions(login)
                .filter(mention -> names().contains(mention.name()))
                .toList();
        var said = meant.stream().filter(mention -> !Name.USER_IN_PASSING.isKindOf(mention.name()));
        return said.map(Mention::at)
                .min(naturalOrder())
                .or(() -> meant.stream().map(Mention::at).min(naturalOrder()));
    }

    private static Stream<Mention> mentions(Login login) {
        return login.events().stream().map(Published::fact).flatMap(Mention::of);
    }
}

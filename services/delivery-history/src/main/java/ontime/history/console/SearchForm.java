package ontime.history.console;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.history.audit.Masked;
import ontime.history.audit.Subject;
import ontime.history.delays.Bucket;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.LoginSearch.Criteria;
import ontime.history.facts.LoginSearch.Position;
import ontime.history.search.Cursor;
import ontime.history.search.KnownTime;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, as it stands in the address. A filter that is not understood is told, never ignored: it would
 * find too much.
 *
 * @param took how long a delivery took, for the logins behind a cell of the page of delays; so are provider and country
 * @param mistakes what was not understood, in words
 */
record SearchForm(
        String query,
        @Nullable Channel channel,
        @Nullable DeliveryState status,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Bucket took,
        @Nullable String provider,
        @Nullable String country,
        @Nullable Position after,
        List<String> mistakes) {

    private static final int LONGEST_QUERY = 200;
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    static SearchForm of(Map<String, String> address) {
        var mistakes = new ArrayList<String>();
        var reading = new Reading(address, mistakes);
        return new SearchForm(
                reading.text("q"),
                reading.value("channel", "Channel", text -> Channel.valueOf(text.toUpperCase(Locale.ROOT))),
                reading.value("status", "Status", text -> DeliveryState.valueOf(text.toUpperCase(Locale.ROOT))),
                reading.value("from", "From", SearchForm::instant),
                reading.value("to", "To", SearchForm::instant),
                reading.value("took", "Took", text -> Bucket.named(text).orElseThrow(IllegalArgumentException::new)),
                reading.value("provider", "Provider", text -> text),
                reading.value("country", "Country", text -> text),
                reading.value("cursor", "Page", text -> Cursor.read(text).orElseThrow(IllegalArgumentException::new)),
                List.copyOf(mistakes));
    }

    /** With seconds and zone as links have it, or as the browser's field has it, which knows no zone: then UTC. */
    private static Instant instant(String text) {
        return KnownTime.require(
                text.endsWith("Z")
                        ? Instant.parse(text)
                        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    }

    Criteria criteria(int limit) {
        return new Criteria(query.isEmpty() ? null : query, null, null, channel, status, from, to, after, limit);
    }

    /** What the audit says of it. */
    Subject subject() {
        var narrower = Stream.of(
                        Optional.ofNullable(took).map(bucket -> "took: " + bucket.words()),
                        Optional.ofNullable(provider).map(name -> "provider: " + Masked.text(name)),
                        Optional.ofNullable(country)
                                .map(name ->
                                        "country: " + (COUNTRY.matcher(name).matches() ? name : Masked.text(name))))
                .flatMap(Optional::stream)
                .toList();
        return Subject.search(criteria(1), narrower);
    }

    /** Whether the logins are those behind a cell or a route of the page of delays. */
    boolean isOfDelays() {
        return from != null && to != null && (took != null || provider != null || country != null);
    }

    /** Whether this is the list that grows by itself. */
    public boolean isOpen() {
        return query.isEmpty() && after == null && to == null && !isOfDelays();
    }

    public boolean isFiltered() {
        return channel != null || status != null || from != null || to != null || isOfDelays();
    }

    /** As a field for date and time wants it, to the minute. */
    static @Nullable String field(@Nullable Instant at) {
        return at == null ? null : at.toString().substring(0, "2026-01-01T00:00".length());
    }

    /** What narrows the list beside what was typed, in words. */
    public List<String> filters() {
        return Stream.of(
                        Optional.ofNullable(took).map(bucket -> "arrival after: " + bucket.words()),
                        Optional.ofNullable(provider).map(name -> "provider " + name),
                        Optional.ofNullable(country).map(name -> "country " + name))
                .flatMap(Optional::stream)
                .toList();
    }

    /** How long the time asked for is; empty where it has no two ends. */
    Optional<Duration> span() {
        return from == null || to == null ? Optional.empty() : Optional.of(Duration.between(from, to));
    }

    private record Reading(Map<String, String> address, List<String> mistakes) {

        String text(String name) {
            var text = CONTROL.matcher(address.getOrDefault(name, ""))
                    .replaceAll(" ")
                    .strip();
            return text.length() > LONGEST_QUERY ? text.substring(0, LONGEST_QUERY) : text;
        }

        <T> @Nullable T value(String name, String label, Function<String, T> read) {
            var text = text(name);
            if (text.isEmpty()) {
                return null;
            }
            try {
                return read.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                mistakes.add(label + " is not understood, and was left out.");
                return null;
            }
        }
    }
}

package ontime.history.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.history.audit.Masked;
import ontime.history.audit.Subject;
import ontime.history.delays.Bucket;
import ontime.history.delays.PassageLog;
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
 * @param mistakes what was not understood, or does not count beside the rest, in words
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

    private static final Set<String> READ =
            Set.of("q", "channel", "status", "from", "to", "took", "provider", "country", "cursor");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    static SearchForm of(Map<String, String> address, Instant now) {
        var reading = new Reading(address);
        var form = new SearchForm(
                reading.query("q"),
                reading.value("channel", "Channel", text -> Channel.valueOf(text.toUpperCase(Locale.ROOT))),
                reading.value("status", "Message", text -> DeliveryState.valueOf(text.toUpperCase(Locale.ROOT))),
                reading.value("from", "From", KnownTime::ofField),
                reading.value("to", "Before", KnownTime::ofField),
                reading.value("took", "Took", text -> Bucket.named(text).orElseThrow(IllegalArgumentException::new)),
                reading.value("provider", "Provider", text -> text),
                reading.value("country", "Country", text -> text),
                reading.value("cursor", "Page", text -> Cursor.read(text).orElseThrow(IllegalArgumentException::new)),
                List.of());
        reading.judge(READ, form.from, form.to);
        return form.withWhatCounts(reading, now).saying(reading.mistakes());
    }

    /** Not everything goes with everything. What does not is left out before anything claims that it counts. */
    private SearchForm withWhatCounts(Reading reading, Instant now) {
        if (isOfDelays() && (from == null || to == null)) {
            reading.mistake("Logins behind delays are found between From and Before:"
                    + " how long they took, the provider and the country were left out.");
            return withoutDelays().withWhatCounts(reading, now);
        }
        if (isOfDelays() && span().filter(SearchForm::isTooLong).isPresent()) {
            reading.mistake("Logins behind delays are found within " + PassageLog.LONGEST.toDays()
                    + " days at most: how long they took, the provider and the country were left out.");
            return withoutDelays().withWhatCounts(reading, now);
        }
        if (isOfDelays()) {
            return ofDelaysOnly(reading);
        }
        if (criteria(1).isTooWide(now)) {
            reading.mistake("Messages alone are looked through for " + Criteria.WIDEST.toDays()
                    + " days at most: what is older was left out.");
        }
        return this;
    }

    private static boolean isTooLong(Duration span) {
        return span.compareTo(PassageLog.LONGEST) > 0;
    }

    private SearchForm withoutDelays() {
        return new SearchForm(query, channel, status, from, to, null, null, null, after, mistakes);
    }

    private SearchForm ofDelaysOnly(Reading reading) {
        if (!query.isEmpty()) {
            reading.mistake("Among logins behind delays nothing is searched for: what you typed was left out.");
        }
        if (status != null) {
            reading.mistake("Of logins behind delays all messages are shown: Message was left out.");
        }
        if (after != null) {
            reading.mistake("Logins behind delays have one page: the other was left out.");
        }
        return new SearchForm("", channel, null, from, to, took, provider, country, null, mistakes);
    }

    private SearchForm saying(List<String> more) {
        return new SearchForm(query, channel, status, from, to, took, provider, country, after, more);
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
    public boolean isOfDelays() {
        return took != null || provider != null || country != null;
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
                        Optional.ofNullable(country).map(name -> "country " + name),
                        Optional.of("within " + Criteria.WIDEST.toDays() + " days")
                                .filter(_ -> from == null && criteria(1).looksThrough()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** How long the time asked for is; empty where it has no two ends. */
    Optional<Duration> span() {
        return from == null || to == null ? Optional.empty() : Optional.of(Duration.between(from, to));
    }
}

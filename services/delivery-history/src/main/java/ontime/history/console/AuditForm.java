package ontime.history.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import ontime.history.audit.Action;
import ontime.history.audit.AuditLog.Filter;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * By what the audit is read, as it stands in the address.
 *
 * @param mistakes what was not understood, in words
 */
record AuditForm(Filter filter, List<String> mistakes) {

    private static final int SHOWN = 50;
    private static final int LONGEST = 200;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    static AuditForm of(Map<String, String> address) {
        var mistakes = new ArrayList<String>();
        var reading = new Reading(address, mistakes);
        var filter = new Filter(
                reading.value("actor", "Who", text -> text),
                reading.value("action", "What", text -> Action.valueOf(text.toUpperCase(Locale.ROOT))),
                reading.value("subject", "About", text -> text),
                reading.value("from", "From", AuditForm::instant),
                reading.value("to", "To", AuditForm::instant),
                reading.value("cursor", "Page", Long::valueOf),
                SHOWN);
        return new AuditForm(filter, List.copyOf(mistakes));
    }

    /** With a zone as links have it, or as the browser's field has it, which knows none: then UTC. */
    private static Instant instant(String text) {
        var at = text.endsWith("Z")
                ? Instant.parse(text)
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        if (at.isBefore(Instant.EPOCH) || at.isAfter(LAST)) {
            throw new DateTimeException("not an instant of the years 1970 to 9999");
        }
        return at;
    }

    public boolean isFiltered() {
        return filter.actor() != null
                || filter.action() != null
                || filter.subject() != null
                || filter.from() != null
                || filter.to() != null;
    }

    /** An address that reads by the same, from a place on. */
    String address(String path, @Nullable Long cursor) {
        var address = UriComponentsBuilder.fromPath(path);
        add(address, "actor", filter.actor());
        add(address, "action", filter.action());
        add(address, "subject", filter.subject());
        add(address, "from", filter.from());
        add(address, "to", filter.to());
        add(address, "cursor", cursor);
        return address.encode().build().toUriString();
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable Object value) {
        if (value != null) {
            // As a variable: what a value holds is never read as part of the address.
            address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
        }
    }

    private record Reading(Map<String, String> address, List<String> mistakes) {

        <T> @Nullable T value(String name, String label, Function<String, T> read) {
            var text = CONTROL.matcher(address.getOrDefault(name, ""))
                    .replaceAll(" ")
                    .strip();
            if (text.isEmpty() || text.length() > LONGEST) {
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

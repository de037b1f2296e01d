package ontime.history.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import ontime.history.audit.Action;
import ontime.history.audit.AuditLog.Filter;
import ontime.history.search.KnownTime;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * By what the audit is read, as it stands in the address.
 *
 * @param mistakes what was not understood, in words
 */
record AuditForm(Filter filter, List<String> mistakes) {

    private static final int SHOWN = 50;

    private static final Set<String> READ = Set.of("actor", "action", "subject", "from", "to", "cursor");

    static AuditForm of(Map<String, String> address) {
        var reading = new Reading(address);
        var filter = new Filter(
                reading.value("actor", "Who", text -> text),
                reading.value("action", "What", text -> Action.valueOf(text.toUpperCase(Locale.ROOT))),
                reading.value("subject", "About", text -> text),
                reading.value("from", "From", KnownTime::ofField),
                reading.value("to", "Before", KnownTime::ofField),
                reading.value("cursor", "Page", Long::valueOf),
                SHOWN);
        reading.judge(READ, filter.from(), filter.to());
        return new AuditForm(filter, reading.mistakes());
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
}

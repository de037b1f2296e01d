package ontime.directory.user;

import java.util.regex.Pattern;
import ontime.directory.destination.Destination;
import ontime.directory.destination.Destinations;
import ontime.directory.destination.InvalidDestinationException;
import org.jspecify.annotations.Nullable;

/** Understands what somebody has typed to find a user. */
public final class Searching {

    private static final Pattern LAST_DIGITS = Pattern.compile("[0-9]{4}");

    private final Tenants tenants;
    private final Destinations destinations;
    private final Protection protection;

    public Searching(Tenants tenants, Destinations destinations, Protection protection) {
        this.tenants = tenants;
        this.destinations = destinations;
        this.protection = protection;
    }

    /** A whole number or address, the last four digits of a number, or the beginning of an identifier. */
    public Lookup.Search read(String tenant, @Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return new Lookup.Search(null, null, null);
        }
        String text = typed.strip();
        try {
            // An identifier may look like a number or an address, or be one.
            return new Lookup.Search(text, protection.fingerprint(destination(tenant, text)), null);
        } catch (InvalidDestinationException e) {
            return new Lookup.Search(text, null, LAST_DIGITS.matcher(text).matches() ? text : null);
        }
    }

    private Destination destination(String tenant, String text) throws InvalidDestinationException {
        return text.indexOf('@') >= 0
                ? destinations.email(text)
                : destinations.phone(text, tenants.of(tenant).plan());
    }
}

package ontime.history.conversion;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values that metrics may name. Networks and mail domains come from outside and are without number; all that are
 * not named beforehand are one.
 */
public record Labels(Set<String> providers, Set<String> carriers, Set<String> domains) {

    private static final String NONE = "none";
    private static final String OTHER = "other";
    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    public Labels {
        providers = Set.copyOf(providers);
        carriers = Set.copyOf(carriers);
        domains = Set.copyOf(domains);
    }

    public String country(@Nullable String country) {
        return within(COUNTRIES, country);
    }

    public String provider(@Nullable String provider) {
        return within(providers, provider);
    }

    String carrier(@Nullable String carrier) {
        return within(carriers, carrier);
    }

    String domain(@Nullable String domain) {
        return within(domains, domain);
    }

    private static String within(Set<String> known, @Nullable String value) {
        if (value == null) {
            return NONE;
        }
        return known.contains(value) ? value : OTHER;
    }
}

package ontime.issuer.policy;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which phone numbers are taken.
 *
 * @param region of numbers that are written without a country code, ISO 3166-1 alpha-2
 * @param smsCountries that SMS may go to, ISO 3166-1 alpha-2; numbers elsewhere are served by mail. Jersey, Guernsey
 *     and the Isle of Man share +44 with the United Kingdom, and are countries of their own here as they are to a
 *     carrier
 * @param testNumbers whether numbers that are reserved for fiction are taken; never in production
 */
public record NumberPolicy(String region, Set<String> smsCountries, boolean testNumbers) {

    private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));

    public NumberPolicy {
        Rule.require(COUNTRIES.contains(region), "numbers.region", "must be a country (ISO 3166-1 alpha-2)");
        // In order, so that the same policy is always written the same.
        smsCountries = Collections.unmodifiableSet(new TreeSet<>(smsCountries));
        Rule.require(
                COUNTRIES.containsAll(smsCountries), "numbers.smsCountries", "must be countries (ISO 3166-1 alpha-2)");
    }

    public static NumberPolicy defaults() {
        return new NumberPolicy("GB", Set.of("GB"), false);
    }

    public NumberPolicy withTestNumbers(boolean taken) {
        return new NumberPolicy(region, smsCountries, taken);
    }
}

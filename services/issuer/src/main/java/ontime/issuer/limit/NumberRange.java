package ontime.issuer.limit;

import ontime.issuer.routing.Destination;

/**
 * Numbers that are judged together.
 *
 * @param country ISO 3166-1 alpha-2
 * @param prefix that they have in common, as in E.164; empty for the whole country
 */
public record NumberRange(String country, String prefix) {

    /** Ten thousand numbers share a prefix: few enough to be rented by one attacker, too many to name a person. */
    private static final int LAST_DIGITS = 4;

    /** The range that a number is in. */
    static NumberRange of(Destination.PhoneNumber number) {
        // A digit after the country code at least: without one a short number's range would be its country.
        int shortest = 2 + Integer.toString(number.callingCode()).length();
        int length = Math.max(shortest, number.e164().length() - LAST_DIGITS);
        return new NumberRange(number.country(), number.e164().substring(0, length));
    }

    public boolean isCountry() {
        return prefix.isEmpty();
    }

    /** The prefix, or the country where it is a whole one. */
    public String name() {
        return isCountry() ? country : prefix;
    }
}

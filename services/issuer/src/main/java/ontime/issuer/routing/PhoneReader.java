package ontime.issuer.routing;

/** Reads phone numbers as people write them. */
public interface PhoneReader {

    /**
     * Reads a number.
     *
     * @param written in any notation, for example {@code 07700 900123}
     * @param region ISO 3166-1 alpha-2, for numbers without a country code
     * @param testNumbers whether ranges that are reserved for fiction count as mobiles
     */
    ParsedPhone read(String written, String region, boolean testNumbers);
}

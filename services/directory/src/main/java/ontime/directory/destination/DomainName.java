package ontime.directory.destination;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** A domain as the mail system knows it: internationalised names in their ASCII form (RFC 5890, A-labels). */
final class DomainName {

    private DomainName() {}

    /**
     * The ASCII form of a domain.
     *
     * <p>The JDK knows the rules of 2003 (RFC 3490), which turn some characters into others: "straße.example" would
     * become a domain that may belong to somebody else. So whatever does not come back as it went is no domain.
     *
     * @return empty for what is none, and the domain itself when it is ASCII, whether it is one or not
     */
    static Optional<String> ascii(String domain) {
        if (domain.chars().allMatch(character -> character < 0x80)) {
            return Optional.of(domain);
        }
        try {
            String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
            return IDN.toUnicode(ascii).equals(written(domain)) ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** People write in capitals, and their keyboards compose an umlaut of two characters. */
    private static String written(String domain) {
        return Normalizer.normalize(domain.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }
}

package ontime.directory.destination;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import ontime.events.Channel;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;

/** What a code can be sent to. Only {@link #masked()} may be logged, stored in clear or shown. */
public sealed interface Destination {

    /** The whole destination. */
    String whole();

    /** The destination with its middle hidden. */
    String masked();

    ContactKind kind();

    /** ISO 3166-1 alpha-2 of a phone number; null of a mail address. */
    @Nullable
    String country();

    /** What its fingerprint is made of, which is the same as the issuer's. */
    String fingerprinted();

    /**
     * A mobile phone number.
     *
     * @param e164 as in ITU-T E.164: a plus, a country code, 15 digits at most
     * @param callingCode the country code at the beginning of the number, without the plus
     * @param country ISO 3166-1 alpha-2
     */
    record PhoneNumber(String e164, int callingCode, String country) implements Destination {

        private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
        private static final int SHOWN_DIGITS = 4;

        public PhoneNumber {
            if (!E164.matcher(e164).matches() || !e164.startsWith("+" + callingCode)) {
                // The value stays out of the message: exceptions end up in logs.
                throw new IllegalArgumentException("phone number is not in E.164 form");
            }
        }

        @Override
        public String whole() {
            return e164;
        }

        @Override
        public ContactKind kind() {
            return ContactKind.PHONE;
        }

        @Override
        public String fingerprinted() {
            return Channel.SMS + "\n" + e164;
        }

        @Override
        public String masked() {
            String code = "+" + callingCode;
            int digits = e164.length() - code.length();
            // Half of a short number at most: what is shown must not give the rest away.
            int hidden = digits - Math.min(SHOWN_DIGITS, digits / 2);
            String dots = "•".repeat(hidden);
            String grouped = hidden > 4 ? dots.substring(0, 4) + " " + dots.substring(4) : dots + " ";
            return code + " " + grouped + e164.substring(code.length() + hidden);
        }

        @Override
        public String toString() {
            return masked();
        }
    }

    /**
     * A mail address.
     *
     * @param address a local part, an at sign and a domain, as in the HTML standard's "valid email address"; at most
     *     254 octets (RFC 5321)
     */
    record EmailAddress(String address) implements Destination {

        private static final Pattern VALID = Pattern.compile(
                "(?!\\.)(?!.*\\.\\.)(?!.*\\.@)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
                        + "@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
        private static final int LONGEST = 254;

        public EmailAddress {
            if (!isValid(address)) {
                throw new IllegalArgumentException("not a mail address");
            }
        }

        private static boolean isValid(String address) {
            return address.length() <= LONGEST && VALID.matcher(address).matches();
        }

        /** Reads an address as somebody wrote it; empty when it is none. Its domain may be an internationalised one. */
        static Optional<EmailAddress> read(String written) {
            int at = written.lastIndexOf('@');
            return at < 0 || written.length() > LONGEST
                    ? Optional.empty()
                    : DomainName.ascii(written.substring(at + 1))
                            .map(domain -> written.substring(0, at + 1) + domain)
                            .filter(EmailAddress::isValid)
                            .map(EmailAddress::new);
        }

        @Override
        public String whole() {
            return address;
        }

        @Override
        public ContactKind kind() {
            return ContactKind.EMAIL;
        }

        @Override
        public @Nullable String country() {
            return null;
        }

        /** Nobody tells mailboxes apart by upper and lower case, whatever RFC 5321 allows. */
        @Override
        public String fingerprinted() {
            return Channel.EMAIL + "\n" + address.toLowerCase(Locale.ROOT);
        }

        @Override
        public String masked() {
            int at = address.lastIndexOf('@');
            // One letter that is shown must not be all of them.
            return (at > 1 ? address.substring(0, 1) : "") + "•••" + address.substring(at);
        }

        @Override
        public String toString() {
            return masked();
        }
    }
}

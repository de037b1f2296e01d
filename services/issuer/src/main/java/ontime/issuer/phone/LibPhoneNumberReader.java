package ontime.issuer.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.List;
import java.util.regex.Pattern;
import ontime.issuer.routing.Destination;
import ontime.issuer.routing.ParsedPhone;
import ontime.issuer.routing.PhoneReader;

/** Google's libphonenumber, which knows the numbering plans of the world. */
public final class LibPhoneNumberReader implements PhoneReader {

    /** Ofcom reserves 07700 900000 to 900999 for drama; the library calls them invalid. */
    private static final Pattern FICTION = Pattern.compile("\\+447700900[0-9]{3}");

    /**
     * Digits and what people put between them. E.164 has 15 digits at most; the rest is for blanks and brackets. The
     * library would read letters as the digits of a keypad, or skip them.
     */
    private static final Pattern NOTATION = Pattern.compile("[0-9+() ./\u00a0\u2010-\u2015-]{1,40}");

    /**
     * They share +44 with the United Kingdom; to a carrier they are countries of their own, with prices of their own.
     */
    private static final List<String> BRITISH_ISLANDS = List.of("JE", "GG", "IM");

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();

    @Override
    public ParsedPhone read(String written, String region, boolean testNumbers) {
        if (!NOTATION.matcher(written).matches()) {
            return new ParsedPhone.NotANumber();
        }
        Phonenumber.PhoneNumber number;
        try {
            number = library.parse(written, region);
        } catch (NumberParseException e) {
            return new ParsedPhone.NotANumber();
        }
        String e164 = library.format(number, PhoneNumberFormat.E164);
        if (testNumbers && FICTION.matcher(e164).matches()) {
            return mobile(e164, number, "GB");
        }
        if (!library.isValidNumber(number)) {
            return new ParsedPhone.NotANumber();
        }
        return switch (library.getNumberType(number)) {
            // Some plans, North America's above all, do not tell mobiles from landlines.
            case MOBILE, FIXED_LINE_OR_MOBILE -> mobile(e164, number, country(number));
            case FIXED_LINE,
                    TOLL_FREE,
                    PREMIUM_RATE,
                    SHARED_COST,
                    VOIP,
                    PERSONAL_NUMBER,
                    PAGER,
                    UAN,
                    VOICEMAIL,
                    UNKNOWN -> new ParsedPhone.NotMobile();
        };
    }

    /**
     * Of a range that the library has both in the British plan and in an island's, the island's carriers have numbers.
     */
    private String country(Phonenumber.PhoneNumber number) {
        return BRITISH_ISLANDS.stream()
                .filter(island -> library.isValidNumberForRegion(number, island))
                .findFirst()
                .orElseGet(() -> library.getRegionCodeForNumber(number));
    }

    private static ParsedPhone mobile(String e164, Phonenumber.PhoneNumber number, String country) {
        return new ParsedPhone.Mobile(new Destination.PhoneNumber(e164, number.getCountryCode(), country));
    }
}

package ontime.directory.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.List;
import java.util.regex.Pattern;
import ontime.directory.destination.Destination;
import ontime.directory.destination.InvalidDestinationException;
import ontime.directory.destination.NumberingPlan;
import ontime.directory.destination.PhoneReader;

/** Google's libphonenumber, which knows the numbering plans of the world; used as the issuer uses it. */
public final class LibPhoneNumbers implements PhoneReader {

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
    public Destination.PhoneNumber read(String written, NumberingPlan plan) throws InvalidDestinationException {
        Phonenumber.PhoneNumber number = parse(written, plan.region());
        String e164 = library.format(number, PhoneNumberFormat.E164);
        if (plan.testNumbers() && FICTION.matcher(e164).matches()) {
            return new Destination.PhoneNumber(e164, number.getCountryCode(), "GB");
        }
        if (!library.isValidNumber(number)) {
            throw none();
        }
        return switch (library.getNumberType(number)) {
            // Some plans, North America's above all, do not tell mobiles from landlines.
            case MOBILE, FIXED_LINE_OR_MOBILE ->
                new Destination.PhoneNumber(e164, number.getCountryCode(), country(number));
            case FIXED_LINE,
                    TOLL_FREE,
                    PREMIUM_RATE,
                    SHARED_COST,
                    VOIP,
                    PERSONAL_NUMBER,
                    PAGER,
                    UAN,
                    VOICEMAIL,
                    UNKNOWN -> throw new InvalidDestinationException("phone", "is not a mobile number");
        };
    }

    private Phonenumber.PhoneNumber parse(String written, String region) throws InvalidDestinationException {
        if (!NOTATION.matcher(written).matches()) {
            throw none();
        }
        try {
            return library.parse(written, region);
        } catch (NumberParseException e) {
            throw none();
        }
    }

    private static InvalidDestinationException none() {
        return new InvalidDestinationException("phone", "is not a phone number");
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
}

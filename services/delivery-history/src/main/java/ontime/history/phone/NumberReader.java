package ontime.history.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Google's libphonenumber, which knows the numbering plans of the world. The issuer reads numbers with it, too. */
public final class NumberReader {

    /** Digits and what people put between them; the library would read letters as the digits of a keypad. */
    private static final Pattern NOTATION = Pattern.compile("[0-9+() ./\u00a0\u2010-\u2015-]{7,40}");

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final String region;

    /**
     * Reads numbers as people of a country write them.
     *
     * @param region of numbers without a country code, ISO 3166-1 alpha-2
     */
    public NumberReader(String region) {
        this.region = region;
    }

    /** The number in E.164; null when it is none. */
    public @Nullable String toE164(String written) {
        if (!NOTATION.matcher(written).matches()) {
            return null;
        }
        try {
            return library.format(library.parse(written, region), PhoneNumberFormat.E164);
        } catch (NumberParseException e) {
            return null;
        }
    }
}

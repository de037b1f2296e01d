package ontime.gateway.report;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The phone network behind a report, where it was told.
 *
 * @param carrier its name, as the provider writes it, shortened
 * @param mcc mobile country code (ITU-T E.212)
 * @param mnc mobile network code (ITU-T E.212)
 */
public record Network(
        @Nullable String carrier,
        @Nullable String mcc,
        @Nullable String mnc) {

    public static final Network UNTOLD = new Network(null, null, null);

    private static final int LONGEST_NAME = 60;
    private static final Pattern COUNTRY_CODE = Pattern.compile("[1-9]\\d{2}");
    private static final Pattern NETWORK_CODE = Pattern.compile("\\d{1,3}");

    /** What no network has in its name: it ends up on pages, in files and in a database. */
    private static final Pattern STRANGE = Pattern.compile("[^\\p{L}\\p{M}\\p{N} .,&'()/+-]");

    /** Whoever writes more digits into a name than a network has, writes a phone number. */
    private static final Pattern NUMBER = Pattern.compile("(\\D*\\d){7,}.*", Pattern.DOTALL);

    /** Keeps what has the form that it should have; zero is how AWS says that it does not know. */
    public static Network of(@Nullable String carrier, @Nullable String mcc, @Nullable String mnc) {
        var known = mcc != null && COUNTRY_CODE.matcher(mcc).matches();
        return new Network(
                name(carrier),
                known ? mcc : null,
                known && mnc != null && NETWORK_CODE.matcher(mnc).matches() ? twoDigits(mnc) : null);
    }

    private static @Nullable String name(@Nullable String carrier) {
        if (carrier == null || carrier.isBlank() || NUMBER.matcher(carrier).matches()) {
            return null;
        }
        var line = STRANGE.matcher(carrier).replaceAll("").strip();
        if (line.isEmpty()) {
            return null;
        }
        return line.substring(
                0, line.offsetByCodePoints(0, Math.min(LONGEST_NAME, line.codePointCount(0, line.length()))));
    }

    /** The log of SNS writes codes as numbers, and so loses the zero of 310-04. */
    private static String twoDigits(String mnc) {
        return mnc.length() == 1 ? "0" + mnc : mnc;
    }
}

package ontime.issuer.message;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The time of a click as a language writes it, to the second, because two clicks may share a minute. */
final class ClickTime {

    private final Map<Locale, DateTimeFormatter> formatters = new ConcurrentHashMap<>();

    String in(Locale language, Instant clickedAt, ZoneId zone) {
        return formatters.computeIfAbsent(language, ClickTime::formatter).format(clickedAt.atZone(zone));
    }

    private static DateTimeFormatter formatter(Locale language) {
        // English of no country would be that of the United States, with AM and PM.
        Locale country = language.equals(Locale.ENGLISH) ? Locale.UK : language;
        // One kind of digits in a message: those of the code, which people type.
        Locale format = new Locale.Builder()
                .setLocale(country)
                .setUnicodeLocaleKeyword("nu", "latn")
                .build();
        return new DateTimeFormatterBuilder()
                .appendLocalized("jms")
                .appendLiteral(' ')
                .appendZoneText(TextStyle.SHORT)
                .toFormatter(format)
                .localizedBy(format);
    }
}

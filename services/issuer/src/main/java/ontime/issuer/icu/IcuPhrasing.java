package ontime.issuer.icu;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import ontime.issuer.message.Phrasing;
import ontime.issuer.message.Piece;
import ontime.issuer.message.Placeholder;

/**
 * Unicode's ICU. A pattern is put into words once for each number of minutes; the library loads at the first, some
 * tenths of a second after which nothing of it is needed any more for that pattern.
 */
public final class IcuPhrasing implements Phrasing {

    static final String MINUTES = "minutes";

    /** Far more than the templates of a few hundred tenants; what is beyond are those of policies that are gone. */
    private static final int REMEMBERED = 10_000;

    private static final Map<Character, Placeholder> PLACEHOLDERS = Arrays.stream(Placeholder.values())
            .collect(Collectors.toUnmodifiableMap(IcuPhrasing::mark, Function.identity()));

    private final Map<Phrase, List<Piece>> phrases = new ConcurrentHashMap<>();

    private record Phrase(String pattern, Locale language, int minutes) {}

    @Override
    public List<Piece> phrase(String pattern, Locale language, int minutes) {
        if (phrases.size() >= REMEMBERED) {
            phrases.clear();
        }
        return phrases.computeIfAbsent(new Phrase(pattern, language, minutes), IcuPhrasing::make);
    }

    @Override
    public boolean isRightToLeft(Locale language) {
        return ULocale.forLocale(language).isRightToLeft();
    }

    private static List<Piece> make(Phrase phrase) {
        // The digits of a message are those of its code, which people type.
        var language = ULocale.forLocale(phrase.language()).setKeywordValue("numbers", "latn");
        var arguments = new HashMap<String, Object>();
        arguments.put(MINUTES, phrase.minutes());
        PLACEHOLDERS.forEach((mark, placeholder) -> arguments.put(placeholder.argument(), mark.toString()));
        return pieces(new MessageFormat(phrase.pattern(), language).format(arguments));
    }

    /** Stands for a value while a pattern is put into words. Unicode gives these characters to nobody, and so do we. */
    private static char mark(Placeholder placeholder) {
        return switch (placeholder) {
            case CODE -> '\ue000';
            case REFERENCE -> '\ue001';
            case TIME -> '\ue002';
            case ORIGIN -> '\ue003';
        };
    }

    private static List<Piece> pieces(String marked) {
        var pieces = new ArrayList<Piece>();
        int begin = 0;
        for (int i = 0; i < marked.length(); i++) {
            Placeholder placeholder = PLACEHOLDERS.get(marked.charAt(i));
            if (placeholder != null) {
                addWords(pieces, marked.substring(begin, i));
                pieces.add(new Piece.Value(placeholder));
                begin = i + 1;
            }
        }
        addWords(pieces, marked.substring(begin));
        return List.copyOf(pieces);
    }

    private static void addWords(List<Piece> pieces, String words) {
        if (!words.isEmpty()) {
            pieces.add(new Piece.Words(words));
        }
    }
}

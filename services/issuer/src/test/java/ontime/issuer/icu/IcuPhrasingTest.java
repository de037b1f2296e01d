package ontime.issuer.icu;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ontime.issuer.message.OurTemplates;
import ontime.issuer.message.Piece;
import ontime.issuer.message.Placeholder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IcuPhrasingTest {

    private final IcuPhrasing phrasing = new IcuPhrasing();
    private final OurTemplates ours = new OurTemplates();

    @ParameterizedTest
    @CsvSource({
        "en, 1, valid for 1 minute from",
        "en, 2, valid for 2 minutes from",
        "en, 3, valid for 3 minutes from",
        "en, 5, valid for 5 minutes from",
        "en, 10, valid for 10 minutes from",
        "cy, 1, am 1 munud o",
        "cy, 2, am 2 funud o",
        "cy, 3, am 3 munud o",
        "cy, 5, am 5 munud o",
        "cy, 6, am 6 munud o",
        "cy, 10, am 10 munud o",
        "pl, 1, przez 1 minutę.",
        "pl, 2, przez 2 minuty.",
        "pl, 3, przez 3 minuty.",
        "pl, 5, przez 5 minut.",
        "pl, 10, przez 10 minut.",
        "pl, 22, przez 22 minuty.",
        "ar, 1, لمدة دقيقة واحدة.",
        "ar, 2, لمدة دقيقتين.",
        "ar, 3, لمدة 3 دقائق.",
        "ar, 5, لمدة 5 دقائق.",
        "ar, 10, لمدة 10 دقائق.",
        "ar, 11, لمدة 11 دقيقة.",
        "ar, 100, لمدة 100 دقيقة.",
    })
    void minutesHaveTheFormThatTheLanguageGivesThem(String language, int minutes, String said) {
        assertThat(words(template(language), language, minutes)).contains(said);
    }

    @ParameterizedTest
    @CsvSource({"{minutes}, 10", "'{minutes, plural, other{#}}', 10", "'{minutes, selectordinal, other{#.}}', 10."})
    void digitsAreThoseOfTheCodeInEveryLanguage(String pattern, String said) {
        assertThat(words(pattern, "ar-EG", 10)).isEqualTo(said);
        assertThat(words(pattern, "fa", 10)).isEqualTo(said);
    }

    @Test
    void valuesAreMarkedAlsoWithinAPlural() {
        String pattern = "a{code}{minutes, plural, one {b{reference}} other {{time}#{origin}}}c";

        assertThat(phrasing.phrase(pattern, Locale.ENGLISH, 1))
                .containsExactly(
                        new Piece.Words("a"),
                        new Piece.Value(Placeholder.CODE),
                        new Piece.Words("b"),
                        new Piece.Value(Placeholder.REFERENCE),
                        new Piece.Words("c"));
        assertThat(phrasing.phrase(pattern, Locale.ENGLISH, 2))
                .containsExactly(
                        new Piece.Words("a"),
                        new Piece.Value(Placeholder.CODE),
                        new Piece.Value(Placeholder.TIME),
                        new Piece.Words("2"),
                        new Piece.Value(Placeholder.ORIGIN),
                        new Piece.Words("c"));
    }

    @Test
    void anApostropheIsOneUnlessItStandsBeforeABrace() {
        assertThat(words("mae'n {minutes} o'r ''amser'' '{code}'", "cy", 5)).isEqualTo("mae'n 5 o'r 'amser' {code}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{minutes, plural, one {x}}", "{code", "{0 1}"})
    void whatIsNoPatternIsRefused(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> phrasing.phrase(pattern, Locale.ENGLISH, 5));
    }

    @ParameterizedTest
    @CsvSource({"en, false", "cy, false", "pl, false", "ar, true", "ar-EG, true", "he, true", "az-Arab, true"})
    void theDirectionIsThatOfTheScript(String language, boolean rightToLeft) {
        assertThat(phrasing.isRightToLeft(Locale.forLanguageTag(language))).isEqualTo(rightToLeft);
    }

    @Test
    void manyAtOnceAreToldTheSame() {
        List<String> expected = IntStream.rangeClosed(1, 10)
                .mapToObj(minutes -> words(template("pl"), "pl", minutes))
                .toList();
        var fresh = new IcuPhrasing();

        List<Boolean> same = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> words(fresh.phrase(template("pl"), Locale.forLanguageTag("pl"), 1 + i % 10))
                        .equals(expected.get(i % 10)))
                .toList();

        assertThat(same).doesNotContain(false);
    }

    private String template(String language) {
        return requireNonNull(ours.find(Locale.forLanguageTag(language))).mail();
    }

    private String words(String pattern, String language, int minutes) {
        return words(phrasing.phrase(pattern, Locale.forLanguageTag(language), minutes));
    }

    private static String words(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> switch (piece) {
                    case Piece.Words words -> words.text();
                    case Piece.Value value -> "<" + value.placeholder() + ">";
                })
                .collect(Collectors.joining());
    }
}

package ontime.issuer.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ontime.issuer.message.Segments.Alphabet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentsTest {

    /** 3GPP TS 23.038 section 6.2.1, by position; ESC at 1B, which is no character, is left out. */
    private static final Set<Integer> DEFAULT_ALPHABET = characters("""
            0040 00A3 0024 00A5 00E8 00E9 00F9 00EC 00F2 00C7 000A 00D8 00F8 000D 00C5 00E5
            0394 005F 03A6 0393 039B 03A9 03A0 03A8 03A3 0398 039E ---- 00C6 00E6 00DF 00C9
            0020 0021 0022 0023 00A4 0025 0026 0027 0028 0029 002A 002B 002C 002D 002E 002F
            0030 0031 0032 0033 0034 0035 0036 0037 0038 0039 003A 003B 003C 003D 003E 003F
            00A1 0041 0042 0043 0044 0045 0046 0047 0048 0049 004A 004B 004C 004D 004E 004F
            0050 0051 0052 0053 0054 0055 0056 0057 0058 0059 005A 00C4 00D6 00D1 00DC 00A7
            00BF 0061 0062 0063 0064 0065 0066 0067 0068 0069 006A 006B 006C 006D 006E 006F
            0070 0071 0072 0073 0074 0075 0076 0077 0078 0079 007A 00E4 00F6 00F1 00FC 00E0""");

    /** Section 6.2.1.1. */
    private static final Set<Integer> EXTENSION = characters("000C 005E 007B 007D 005C 005B 007E 005D 007C 20AC");

    @Test
    void theTableIsThatOfTheStandardAndHasNothingElse() {
        assertThat(DEFAULT_ALPHABET).hasSize(127);
        for (int character = 0; character <= Character.MAX_VALUE; character++) {
            Segments expected = DEFAULT_ALPHABET.contains(character)
                    ? new Segments(Alphabet.GSM_7, 1, 1)
                    : EXTENSION.contains(character)
                            ? new Segments(Alphabet.GSM_7, 2, 1)
                            : new Segments(Alphabet.UCS_2, Character.charCount(character), 1);
            assertThat(Segments.of(Character.toString(character)))
                    .as("U+%04X", character)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a, 0, GSM_7, 0, 1",
        "a, 160, GSM_7, 160, 1",
        "a, 161, GSM_7, 161, 2",
        "a, 306, GSM_7, 306, 2",
        "a, 307, GSM_7, 307, 3",
        "€, 80, GSM_7, 160, 1",
        // 153 is odd: the last septet of a part stays empty, because an escape is not cut from its character.
        "€, 81, GSM_7, 162, 2",
        "€, 152, GSM_7, 304, 2",
        "€, 153, GSM_7, 306, 3",
        "ж, 70, UCS_2, 70, 1",
        "ж, 71, UCS_2, 71, 2",
        "ж, 134, UCS_2, 134, 2",
        "ж, 135, UCS_2, 135, 3",
        "😀, 35, UCS_2, 70, 1",
        "😀, 66, UCS_2, 132, 2",
        "😀, 67, UCS_2, 134, 3",
    })
    void aMessageIsCutWhereItsAlphabetEnds(String character, int times, Alphabet alphabet, int units, int parts) {
        String text = character.repeat(times);

        assertThat(Segments.of(text)).isEqualTo(new Segments(alphabet, units, parts));
        assertThat(Segments.count(text)).isEqualTo(parts);
    }

    @Test
    void oneForeignCharacterMakesTheWholeMessageUcs2() {
        assertThat(Segments.of("a".repeat(70) + "ŵ")).isEqualTo(new Segments(Alphabet.UCS_2, 71, 2));
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyTextIsCutAsIfItsPartsWereFilledOneAfterTheOther(int seed) {
        String text = text(new Random(seed));

        var segments = Segments.of(text);

        List<Integer> sizes = text.codePoints().mapToObj(SegmentsTest::size).toList();
        boolean gsm = !sizes.contains(0);
        int chain = gsm ? 153 : 67;
        List<Integer> units =
                gsm ? sizes : text.codePoints().mapToObj(Character::charCount).toList();
        int total = units.stream().mapToInt(unit -> unit).sum();
        assertThat(segments.units()).isEqualTo(total);
        assertThat(segments.alphabet()).isEqualTo(gsm ? Alphabet.GSM_7 : Alphabet.UCS_2);
        assertThat(segments.parts()).isEqualTo(total <= (gsm ? 160 : 70) ? 1 : filled(units, chain));
    }

    /** Takes as many characters as fit, until none is left. */
    private static int filled(List<Integer> units, int chain) {
        int parts = 0;
        List<Integer> left = units;
        while (!left.isEmpty()) {
            int taken = left.size();
            while (left.subList(0, taken).stream().mapToInt(unit -> unit).sum() > chain) {
                taken--;
            }
            left = left.subList(taken, left.size());
            parts++;
        }
        return parts;
    }

    private static int size(int character) {
        return DEFAULT_ALPHABET.contains(character) ? 1 : EXTENSION.contains(character) ? 2 : 0;
    }

    private static String text(Random random) {
        String alphabet = random.nextBoolean() ? "abc @€[é\n" : "abc @€[ŵ😀م";
        return random.ints(random.nextInt(500), 0, alphabet.codePointCount(0, alphabet.length()))
                .mapToObj(i -> Character.toString(alphabet.codePoints().toArray()[i]))
                .collect(Collectors.joining());
    }

    private static Set<Integer> characters(String table) {
        return List.of(table.split("\\s+")).stream()
                .filter(cell -> !cell.equals("----"))
                .map(cell -> Integer.parseInt(cell, 16))
                .collect(Collectors.toUnmodifiableSet());
    }
}

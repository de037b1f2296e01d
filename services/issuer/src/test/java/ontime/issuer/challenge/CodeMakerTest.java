package ontime.issuer.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CodeMakerTest {

    private static final long SEED = 20260131;

    private final CodeMaker maker = new CodeMaker(new SplittableRandom(SEED));

    @Test
    void everyDigitIsAsLikelyAtEveryPlace() {
        int codes = 1_000_000;
        int[][] seen = new int[6][10];
        for (int i = 0; i < codes; i++) {
            String code = maker.code(6);
            for (int place = 0; place < 6; place++) {
                seen[place][code.charAt(place) - '0']++;
            }
        }
        for (int place = 0; place < 6; place++) {
            double expected = codes / 10.0;
            double chiSquare = 0;
            for (int count : seen[place]) {
                chiSquare += (count - expected) * (count - expected) / expected;
            }
            System.out.printf(Locale.ROOT, "seed %d, place %d: chi-square %.2f%n", SEED, place, chiSquare);
            // 9 degrees of freedom: one in a thousand is above 27.88.
            assertThat(chiSquare).as("place %d, seed %d", place, SEED).isLessThan(27.88);
        }
    }

    @Test
    void everyCodeIsAsLikelyAsAnyOther() {
        int cells = 1_000;
        int codes = 1_000_000;
        int[] seen = new int[cells];
        for (int i = 0; i < codes; i++) {
            seen[Integer.parseInt(maker.code(6)) % cells]++;
        }
        double expected = (double) codes / cells;
        double chiSquare = 0;
        for (int count : seen) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        System.out.printf(Locale.ROOT, "seed %d, %d cells: chi-square %.2f%n", SEED, cells, chiSquare);
        // 999 degrees of freedom: one in a thousand is above 1143.9.
        assertThat(chiSquare).as("seed %d", SEED).isLessThan(1143.9);
    }

    @Test
    void leadingZerosAreDigitsLikeOthers() {
        assertThat(new CodeMaker(() -> 0).code(6)).isEqualTo("000000");
        assertThat(new CodeMaker(() -> 0).code(10)).isEqualTo("0000000000");
    }

    @Test
    void digitsAreAsciiWhateverTheMachineSpeaks() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(maker.code(6)).matches("[0-9]{6}");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void referencesHaveNothingThatIsTakenForSomethingElse() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) {
            seen.add(maker.reference(Set.of()));
        }
        assertThat(seen).hasSize(90).allMatch(reference -> reference.matches("[A-Z][0-9]"));
        assertThat(String.join("", seen))
                .doesNotContain("0", "O", "Q", "D", "1", "I", "8", "B", "5", "S", "2", "Z", "G");
    }

    @Test
    void aReferenceIsNotAmongThoseInSight() {
        var inSight = new HashSet<String>();
        for (int i = 0; i < 90; i++) {
            String reference = maker.reference(inSight);
            assertThat(inSight.add(reference)).isTrue();
        }
        assertThat(maker.reference(inSight))
                .as("when all are taken, one is taken twice")
                .hasSize(2);
    }
}

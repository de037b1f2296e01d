package ontime.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitMetadataTest {

    @Test
    void withNothingBeyondThePositionThereIsNothingToRemember() {
        assertThat(CommitMetadata.write(Progress.upTo(7))).isEmpty();
        assertThat(CommitMetadata.read(7, "")).hasValueSatisfying(read -> {
            assertThat(read.position()).isEqualTo(7);
            assertThat(read.finished().isEmpty()).isTrue();
        });
    }

    @Test
    void whatWasFinishedAndWhatHadBegunComesBack() {
        for (int seed = 0; seed < 2000; seed++) {
            var random = new Random(seed);
            var progress = new Progress(random.nextLong(1L << 50), bits(random, 400), bits(random, 100));

            assertThat(CommitMetadata.read(progress.position(), CommitMetadata.write(progress)))
                    .as("seed %s", seed)
                    .hasValueSatisfying(read -> {
                        assertThat(read.finished()).isEqualTo(progress.finished());
                        assertThat(read.begun()).isEqualTo(progress.begun());
                    });
        }
    }

    @Test
    void howeverMuchThereIsItFitsAndWhatIsRememberedIsTrue() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var progress = new Progress(5, bits(random, 200_000), bits(random, 50_000));
            String text = CommitMetadata.write(progress);

            assertThat(text.length()).isLessThanOrEqualTo(4096);
            var read = CommitMetadata.read(5, text).orElseThrow();
            BitSet invented = read.finished();
            invented.andNot(progress.finished());
            assertThat(invented.isEmpty()).as("seed %s", seed).isTrue();
            assertThat(read.finished().cardinality())
                    .as("seed %s", seed)
                    .isGreaterThan(Math.min(progress.finished().cardinality(), 700) - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "1r", "1rAAAA", "1r====", "2rAAAAAAAAAA", "1rAAAAAAAAAAAAAAAA", "metadata"})
    void whatIsNotOursIsNotUnderstood(String text) {
        assertThat(CommitMetadata.read(7, text)).isEmpty();
    }

    @Test
    void whatBelongsToAnotherPositionOrWasChangedIsNotUnderstood() {
        var finished = new BitSet();
        finished.set(3, 9);
        String text = CommitMetadata.write(new Progress(7, finished, new BitSet()));

        assertThat(CommitMetadata.read(7, text)).isPresent();
        assertThat(CommitMetadata.read(8, text)).isEmpty();
        for (int at = 2; at < text.length(); at++) {
            char other = text.charAt(at) == 'A' ? 'B' : 'A';
            assertThat(CommitMetadata.read(7, text.substring(0, at) + other + text.substring(at + 1)))
                    .satisfiesAnyOf(
                            read -> assertThat(read).isEmpty(),
                            // The last character has bits that base64 does not use.
                            read -> assertThat(read.orElseThrow().finished()).isEqualTo(finished));
        }
    }

    private static BitSet bits(Random random, int most) {
        var bits = new BitSet();
        int size = 1 + random.nextInt(most);
        int run = 1 + random.nextInt(50);
        for (int from = random.nextInt(run); from < size; from += 1 + random.nextInt(run)) {
            int to = from + 1 + random.nextInt(run);
            bits.set(from, to);
            from = to;
        }
        return bits;
    }
}

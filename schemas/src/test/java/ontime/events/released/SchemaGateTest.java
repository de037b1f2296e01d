package ontime.events.released;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refuses a change of the contract that would part services of different age. */
class SchemaGateTest {

    private final Releases releases = new Releases(Releases.HERE);

    @TempDir
    private Path folder;

    @Test
    void everyRecordFieldAndEnumIsExplained() throws IOException {
        var unexplained = new ArrayList<String>();
        CurrentSchemas.byName().values().forEach(schema -> Documentation.collectMissing(schema, unexplained));

        assertThat(unexplained).isEmpty();
    }

    @Test
    void theCurrentSchemasAndEveryReleasedVersionReadEachOther() throws IOException {
        var current = CurrentSchemas.byName();
        for (int number : releases.versions()) {
            releases.version(number)
                    .forEach((name, released) -> assertThat(objections(current.get(name), released))
                            .as(name + " against version " + number)
                            .isEmpty());
        }
    }

    private static List<String> objections(@Nullable Schema current, Schema released) {
        return current == null ? List.of("the record is gone") : Compatibility.objections(current, released);
    }

    @Test
    void aVersionHasBeenReleasedAndVersionsAreNumberedWithoutGaps() throws IOException {
        List<Integer> versions = releases.versions();

        assertThat(versions)
                .isNotEmpty()
                .isEqualTo(IntStream.rangeClosed(1, versions.size()).boxed().toList());
    }

    @Test
    void whatWasReleasedIsNeverEdited() throws IOException {
        assertThat(releases.digestsOfFiles())
                .as("a released schema is history: change the source and release the next version instead")
                .isEqualTo(releases.recordedDigests());
    }

    @Test
    void anEditedReleaseIsNoticed() throws IOException {
        var scratch = new Releases(folder);
        ReleaseSchemas.release(scratch);
        Path file = folder.resolve("v1/CodeChecked.avsc");

        Files.writeString(file, Files.readString(file).replace("attemptsLeft", "triesLeft"));

        assertThat(scratch.digestsOfFiles()).isNotEqualTo(scratch.recordedDigests());
    }

    @Test
    void releasingTwiceAddsNothing() throws IOException {
        var scratch = new Releases(folder);

        assertThat(ReleaseSchemas.release(scratch)).startsWith("Released version 1");
        assertThat(ReleaseSchemas.release(scratch)).startsWith("Nothing to release");
        assertThat(scratch.versions()).containsExactly(1);
    }

    @Test
    void aSecondReleaseLeavesTheFirstAlone() throws IOException {
        var scratch = new Releases(folder);
        var older = new TreeMap<>(CurrentSchemas.byName());
        older.remove("CodeChecked");
        scratch.add(older);
        var digestsBefore = scratch.recordedDigests();

        assertThat(ReleaseSchemas.release(scratch)).startsWith("Released version 2");

        assertThat(scratch.recordedDigests())
                .containsAllEntriesOf(digestsBefore)
                .contains(entry("v2/CodeChecked.avsc", scratch.digestsOfFiles().get("v2/CodeChecked.avsc")));
        assertThat(scratch.version(1)).isEqualTo(older);
        assertThat(scratch.version(2)).isEqualTo(CurrentSchemas.byName());
    }

    @Test
    void aMissingExplanationIsNoticed() {
        var unexplained = new ArrayList<String>();
        Documentation.collectMissing(new Schema.Parser().parse("""
                {"type": "record", "name": "Sent", "namespace": "example.events", "doc": "Went out.", "fields": [
                  {"name": "id", "type": "string", "doc": "Which."},
                  {"name": "way", "doc": " ", "type": ["null",
                    {"type": "enum", "name": "Way", "symbols": ["AIR"]}]}]}"""), unexplained);

        assertThat(unexplained).containsExactly("example.events.Sent.way", "example.events.Way");
    }
}

package ontime.events.released;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Releases the contract as it stands: {@code ./ontime mvn -q -pl schemas test-compile exec:java@release}, then commit
 * what it wrote. From then on the gate compares every change with it.
 */
public final class ReleaseSchemas {

    private ReleaseSchemas() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(release(new Releases(Path.of(arguments[0]))));
    }

    /** Adds a version if there is something new, and says in a sentence what it did. */
    static String release(Releases releases) throws IOException {
        var current = CurrentSchemas.byName();
        int latest = releases.versions().size();
        if (latest > 0 && releases.version(latest).equals(current)) {
            return "Nothing to release: the schemas are those of version " + latest + ".";
        }
        return "Released version " + releases.add(current) + " with " + current.size() + " records.";
    }
}

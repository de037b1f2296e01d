package ontime.events.released;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;

/**
 * A folder of released schemas: one subfolder for each version, in it one self-contained file for each record, and
 * beside them their digests in the format of {@code sha256sum}. What has been released is only ever added to.
 */
final class Releases {

    /** Where this module keeps them; Maven runs tests in the module's own folder. */
    static final Path HERE = Path.of("src/main/resources/ontime/events/released");

    private static final String DIGESTS = "digests.sha256";
    private static final String SUFFIX = ".avsc";

    private final Path folder;

    Releases(Path folder) {
        this.folder = folder;
    }

    /** Numbers of the released versions, oldest first. */
    List<Integer> versions() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> Integer.valueOf(entry.getFileName().toString().substring(1)))
                    .sorted()
                    .toList();
        }
    }

    /** The records of one version by their short names. */
    SortedMap<String, Schema> version(int number) throws IOException {
        var records = new TreeMap<String, Schema>();
        for (Path file : filesBelow(versionFolder(number))) {
            String name = file.getFileName().toString();
            records.put(
                    name.substring(0, name.length() - SUFFIX.length()),
                    // A parser of its own for each file: it must be readable without the others.
                    new Schema.Parser().parse(Files.readString(file)));
        }
        return records;
    }

    /** Adds the next version and returns its number. */
    int add(SortedMap<String, Schema> records) throws IOException {
        int number = versions().size() + 1;
        Files.createDirectories(versionFolder(number));
        for (Map.Entry<String, Schema> each : records.entrySet()) {
            Files.writeString(
                    versionFolder(number).resolve(each.getKey() + SUFFIX),
                    SchemaFormatter.format("json/pretty", each.getValue()) + "\n");
        }
        var lines = new StringBuilder();
        digestsOfFiles()
                .forEach((file, digest) ->
                        lines.append(digest).append("  ").append(file).append('\n'));
        Files.writeString(folder.resolve(DIGESTS), lines);
        return number;
    }

    /** What the digests should be, by file, as committed. */
    Map<String, String> recordedDigests() throws IOException {
        var digests = new LinkedHashMap<String, String>();
        for (String line : Files.readAllLines(folder.resolve(DIGESTS))) {
            String[] parts = line.split(" {2}", 2);
            digests.put(parts[1], parts[0]);
        }
        return digests;
    }

    /** What the digests are, by file. */
    Map<String, String> digestsOfFiles() throws IOException {
        var digests = new TreeMap<String, String>();
        for (int number : versions()) {
            for (Path file : filesBelow(versionFolder(number))) {
                digests.put(folder.relativize(file).toString().replace('\\', '/'), digestOf(file));
            }
        }
        return digests;
    }

    private Path versionFolder(int number) {
        return folder.resolve("v" + number);
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static String digestOf(Path file) throws IOException {
        try {
            // Without carriage returns, so that a checkout on Windows has the same digest.
            byte[] content = Files.readString(file).replace("\r", "").getBytes(UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

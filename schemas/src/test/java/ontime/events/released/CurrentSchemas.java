package ontime.events.released;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import ontime.events.OtpRequested;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The contract as it stands in the sources, read from the generated classes: what services really write. */
final class CurrentSchemas {

    private CurrentSchemas() {}

    /** Every record by its short name. Found rather than listed, so that a new one cannot be forgotten. */
    static SortedMap<String, Schema> byName() throws IOException {
        var schemas = new TreeMap<String, Schema>();
        try (Stream<Path> files = Files.list(folderOfClasses())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.startsWith("package-"))
                    .map(name -> classNamed(name.substring(0, name.length() - ".class".length())))
                    .filter(SpecificRecord.class::isAssignableFrom)
                    .forEach(type ->
                            schemas.put(type.getSimpleName(), SpecificData.get().getSchema(type)));
        }
        return schemas;
    }

    private static Path folderOfClasses() {
        try {
            URL aClass = Objects.requireNonNull(OtpRequested.class.getResource("OtpRequested.class"));
            return Path.of(aClass.toURI()).resolveSibling(".");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path is no set of folders", e);
        }
    }

    private static Class<?> classNamed(String simpleName) {
        try {
            return Class.forName(OtpRequested.class.getPackageName() + "." + simpleName);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a class was compiled that cannot be loaded", e);
        }
    }
}

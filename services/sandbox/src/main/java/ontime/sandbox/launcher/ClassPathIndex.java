package ontime.sandbox.launcher;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The artifacts that a service runs with when it is alone, as Spring Boot has written them into the service's own
 * executable jar.
 */
record ClassPathIndex(Set<String> artifacts) {
    private static final String ENTRY = "BOOT-INF/classpath.idx";
    private static final Pattern JAR = Pattern.compile("([^/]+?)(-\\d[^/]*)?\\.jar");
    private static final Pattern CLASSES = Pattern.compile("([^/]+)/target/classes/");

    /** Finds the jar from any directory of the source tree. */
    static ClassPathIndex of(String service) {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var target = folder.resolve("services").resolve(service).resolve("target");
            if (Files.isDirectory(target)) {
                return read(service, target);
            }
        }
        throw new StartFailedException(service + " is not built: run ./ontime mvn package");
    }

    private static ClassPathIndex read(String service, Path target) {
        try (var jars = Files.newDirectoryStream(target, service + "-*-app.jar")) {
            for (var jar : jars) {
                try (var file = new JarFile(jar.toFile());
                        var entry = file.getInputStream(file.getEntry(ENTRY))) {
                    var lines = new String(entry.readAllBytes(), StandardCharsets.UTF_8).lines();
                    var artifacts = lines.map(ClassPathIndex::artifact).collect(Collectors.toSet());
                    artifacts.add(service);
                    return new ClassPathIndex(artifacts);
                }
            }
        } catch (IOException e) {
            throw new StartFailedException("cannot read what " + service + " runs with", e);
        }
        throw new StartFailedException(service + " is not packaged: run ./ontime mvn package");
    }

    /** Whether a class or a file at this address belongs to the service. What is in no jar is the JDK's. */
    boolean contains(URL location) {
        var artifact = artifact(location.getPath());
        return artifact.isEmpty() || artifacts.contains(artifact);
    }

    /** The artifact without its version, because two versions of one artifact are never on the same class path. */
    private static String artifact(String path) {
        for (var pattern : Set.of(JAR, CLASSES)) {
            var matcher = pattern.matcher(path);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        return "";
    }
}

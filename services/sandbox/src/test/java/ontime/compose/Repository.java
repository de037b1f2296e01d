package ontime.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The files of this house that an installation is made from. */
final class Repository {

    static final Path ROOT = root();
    static final Path COMPOSE_FILE = ROOT.resolve("docker-compose.yml");

    private Repository() {}

    /** What the image of every service runs, as the Dockerfile says it, with the jar of one module. */
    static List<String> imageCommand(String module) throws IOException {
        String entrypoint = Files.readAllLines(ROOT.resolve("Dockerfile")).stream()
                .filter(line -> line.startsWith("ENTRYPOINT "))
                .map(line -> line.substring("ENTRYPOINT ".length()))
                .findFirst()
                .orElseThrow();
        return Stream.of(JsonMapper.shared().readValue(entrypoint, String[].class))
                .map(word -> word.equals("app.jar") ? jar(module).toString() : word)
                .toList();
    }

    /** The executable jar that the Dockerfile would copy. */
    static Path jar(String module) {
        Path target = ROOT.resolve("services").resolve(module).resolve("target");
        try (var files = Files.newDirectoryStream(target, module + "-*-app.jar")) {
            return files.iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException("the modules are not packaged", e);
        }
    }

    /** Fresh secrets, by the command that the compose file tells its user to run. */
    static Map<String, String> newEnvironment() throws IOException {
        Process script = new ProcessBuilder(ROOT.resolve("deploy/new-env").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var variables = new LinkedHashMap<String, String>();
        try (var lines = script.inputReader()) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] nameAndValue = line.split("=", 2);
                variables.put(nameAndValue[0], nameAndValue[1]);
            });
        }
        return variables;
    }

    private static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("docker-compose.yml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("not run inside the source tree");
    }
}

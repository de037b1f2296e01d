package ontime.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Writes what is written from something shorter: {@code ./ontime mvn -q -pl grafana compile exec:java@write}. */
public final class Write {

    private Write() {}

    /**
     * Writes the files.
     *
     * @param arguments the folder {@code grafana}
     */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        for (Map.Entry<Path, String> file : files(folder).entrySet()) {
            Files.createDirectories(file.getKey().toAbsolutePath().getParent());
            Files.writeString(file.getKey(), file.getValue());
        }
    }

    /** What each file is to contain. */
    static SequencedMap<Path, String> files(Path folder) throws IOException {
        var files = new TreeMap<Path, String>();
        var objectives = Objectives.read(folder.resolve("slo.yaml"));
        files.put(folder.resolve("prometheus/rules/slo.yaml"), new Rules(objectives).yaml());
        try (var boards = Files.newDirectoryStream(folder.resolve("boards"), "*.yaml")) {
            for (Path board : boards) {
                var name = board.toFile().getName().replace(".yaml", ".json");
                files.put(folder.resolve("dashboards").resolve(name), new Dashboard(Node.read(board)).json());
            }
        }
        return files;
    }
}

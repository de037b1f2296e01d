package ontime.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The named volumes of the compose file as folders, and the paths in a container as paths in these folders. */
final class Volumes {

    private final Path folder;

    Volumes(Path folder) {
        this.folder = folder;
    }

    /**
     * A value of a service's environment or command as it must read outside its container: what lies in a mounted
     * volume lies in the volume's folder, everything else stays.
     */
    String outside(ComposeService service, String value) {
        return service.mounts().entrySet().stream()
                .filter(mount -> value.equals(mount.getKey()) || value.startsWith(mount.getKey() + "/"))
                .map(mount -> folderOf(mount.getValue())
                        + value.substring(mount.getKey().length()))
                .findFirst()
                .orElse(value);
    }

    Map<String, String> environment(ComposeService service) {
        var environment = new HashMap<>(service.environment());
        environment.replaceAll((name, value) -> outside(service, value));
        return environment;
    }

    private Path folderOf(String volume) {
        try {
            return Files.createDirectories(folder.resolve(volume));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

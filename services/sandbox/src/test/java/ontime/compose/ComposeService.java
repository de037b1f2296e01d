package ontime.compose;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One service of a Compose file.
 *
 * @param hostname what the others call it
 * @param module the module that its image is made from; null for an image of somebody else
 * @param environment with all variables put in
 * @param mounts from the path in the container to a volume's name or a path beside the file
 * @param dependencies from another service's name to the condition that is waited for; empty when it is only started
 *     first
 * @param entrypoint the command, when it is not the image's own
 */
record ComposeService(
        String name,
        String hostname,
        @Nullable String module,
        Map<String, String> environment,
        Map<String, String> mounts,
        Map<String, String> dependencies,
        List<String> entrypoint) {

    /** A variable that the service must have. */
    String variable(String variable) {
        String value = environment.get(variable);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no " + variable);
        }
        return value;
    }

    /** The port that a service of ours listens on. */
    int port() {
        return Integer.parseInt(variable("SERVER_PORT"));
    }

    /** The port for health and metrics, which may be the same. */
    int managementPort() {
        return Integer.parseInt(environment.getOrDefault("MANAGEMENT_SERVER_PORT", variable("SERVER_PORT")));
    }

    /** Without the environment: it is full of passwords. */
    @Override
    public String toString() {
        return name;
    }
}

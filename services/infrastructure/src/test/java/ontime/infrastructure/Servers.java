package ontime.infrastructure;

import java.util.Locale;
import org.testcontainers.DockerClientFactory;

/** The three servers of one test JVM, each started by the first call that needs it. */
interface Servers {
    String SWITCH = "ontime.infrastructure";

    String kafka();

    String registry();

    DatabaseServer postgres();

    /** Says once which servers the tests of this JVM run against, and why. */
    static Servers chosen() {
        QuietLoggers.apply();
        var wanted = System.getProperty(SWITCH, "auto").toLowerCase(Locale.ROOT);
        var containers = switch (wanted) {
            case "containers" -> true;
            case "embedded" -> false;
            case "auto" -> DockerClientFactory.instance().isDockerAvailable();
            default ->
                throw new IllegalArgumentException(
                        "-D" + SWITCH + " takes auto, containers or embedded, not " + wanted);
        };
        System.out.printf(
                "[ontime] these tests run against %s (-D%s=%s)%n",
                containers ? "containers" : "embedded servers", SWITCH, wanted);
        return containers ? new ContainerServers() : new EmbeddedServers();
    }
}

package ontime.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script by which Docker tells whether a container of ours is healthy. */
class HealthyTest {

    @ParameterizedTest(name = "a service that answers {0}: exit code {1}")
    @CsvSource({"200, 0", "503, 1", "404, 1"})
    void onlyAServiceThatIsReadyIsHealthy(int status, int exitCode) throws Exception {
        assertThat(exitCodeFor(status, "SERVER_PORT")).isEqualTo(exitCode);
    }

    @ParameterizedTest(name = "a service that answers {0} on a port of its own: exit code {1}")
    @CsvSource({"200, 0", "503, 1"})
    void aPortForManagementAloneIsAskedInsteadOfTheOther(int status, int exitCode) throws Exception {
        assertThat(exitCodeFor(status, "MANAGEMENT_SERVER_PORT")).isEqualTo(exitCode);
    }

    private static int exitCodeFor(int status, String variable) throws IOException, InterruptedException {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        service.start();
        try {
            return run(variable, service.getAddress().getPort());
        } finally {
            service.stop(0);
        }
    }

    private static int run(String variable, int port) throws IOException, InterruptedException {
        var script =
                new ProcessBuilder(Repository.ROOT.resolve("deploy/healthy").toString());
        // Nobody listens on port 1.
        script.environment().putAll(Map.of("SERVER_ADDRESS", "127.0.0.1", "SERVER_PORT", "1"));
        script.environment().put(variable, Integer.toString(port));
        return script.inheritIO().start().waitFor();
    }
}

package ontime.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One command starts everything, and everything goes with it. */
class LauncherIT {

    private static final int PORT_BASE = 30080;

    @TempDir
    private Path home;

    @Test
    void dataSurviveARestartAndAKillAndNoProcessStays() throws Exception {
        String loginId;
        List<ProcessHandle> first;
        try (var product = RunningProduct.start(home, PORT_BASE)) {
            first = product.processes();
            JsonNode challenge =
                    new AuthService(product).login("{\"userId\": \"r-1\", \"email\": \"bob@example.com\"}");
            loginId = challenge.get("loginId").asString();
            new AuthService(product)
                    .awaitMessage("bob@example.com", challenge.get("reference").asString());
            awaitAccepted(new AuthService(product), loginId);
        }
        awaitEnd(first);

        List<ProcessHandle> second;
        try (var product = RunningProduct.start(home, PORT_BASE)) {
            awaitAccepted(new AuthService(product), loginId);
            second = product.processes();
            product.kill();
        }
        try (var product = RunningProduct.start(home, PORT_BASE)) {
            awaitAccepted(new AuthService(product), loginId);
            JsonNode challenge = new AuthService(product).login("{\"userId\": \"r-2\", \"phone\": \"07700 900321\"}");
            new AuthService(product)
                    .awaitMessage("+447700900321", challenge.get("reference").asString());
        }
        awaitEnd(second);
    }

    @Test
    void aSecondProductOnTheSamePortsSaysSoInOneLine() throws Exception {
        RunningProduct running = SharedProduct.get();
        int base = Integer.parseInt(running.setting("HISTORY_URL").replaceAll(".*:", ""));
        Process second = RunningProduct.launch(home, base);
        String output = new String(second.getInputStream().readAllBytes(), UTF_8);
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isNotZero();
        assertThat(output.strip()).hasLineCount(1).startsWith("ontime: ").contains("port " + base + " is taken");
    }

    @Test
    void whatLetsSomebodyInIsReadableByItsOwnerOnly() throws Exception {
        Path shared = SharedProduct.get().home();
        for (String file : List.of("env", "credentials")) {
            assertThat(Files.getPosixFilePermissions(shared.resolve(file)))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }

    /** PostgreSQL takes its leave an instant before its process ends. */
    private static void awaitEnd(List<ProcessHandle> processes) {
        Awaitility.await("the end of every process")
                .untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }

    private static void awaitAccepted(AuthService auth, String loginId) {
        Awaitility.await("the login in the history")
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> auth.history(loginId).toString().contains("\"ACCEPTED\""));
    }
}

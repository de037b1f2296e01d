package ontime.sandbox.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one script, with a Maven that only says that it builds, and on a terminal until the script has told the time. */
class ScriptIT {

    private static final String MAVEN = """
            #!/bin/sh
            [ "$1" != --version ] || exit 0
            echo "[INFO] Building OnTime something"
            tries=0
            until [ -z "$TERMINAL" ] || grep -q "for 0 min" "$TERMINAL" || [ $((tries += 1)) -gt 300 ]; do
                sleep 0.1
            done
            echo "[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 1"
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void theScriptWithAMavenOfItsOwn() throws IOException {
        Files.copy(Path.of("../../ontime"), folder.resolve("ontime"));
        Files.writeString(folder.resolve("mvnw"), MAVEN);
        for (String program : List.of("ontime", "mvnw")) {
            assertThat(folder.resolve(program).toFile().setExecutable(true)).isTrue();
        }
    }

    @Test
    void onATerminalALastLineTellsThatItGoesOn() throws IOException, InterruptedException {
        String terminal = folder.resolve("terminal").toString();

        String output = run(terminal, "script", "-q", "-e", "-f", "-c", "./ontime test", terminal);

        assertThat(output).contains("\r\033[K  ... for 0 min").contains("2 passed, 0 failed, 1 skipped");
        assertThat(output.substring(output.lastIndexOf("... for"))).contains("all tests passed");
    }

    @Test
    void whereThereIsNoTerminalNothingIsSaidButWhatHappens() throws IOException, InterruptedException {
        String output = run("", "./ontime", "test");

        assertThat(output.lines().toList())
                .startsWith("  OnTime something", "2 passed, 0 failed, 1 skipped")
                .hasSize(3);
        assertThat(output).doesNotContain("\r", "\033");
    }

    private String run(String terminal, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TERM", "xterm");
        builder.environment().put("TERMINAL", terminal);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        var process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}

package ontime.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrittenFilesTest {

    @Test
    void whatIsWrittenFromSomethingShorterIsUpToDate() throws IOException {
        for (Map.Entry<Path, String> file : Write.files(Folder.GRAFANA).entrySet()) {
            assertThat(Files.readString(file.getKey()))
                    .as("%s: run ./ontime mvn -q -pl grafana compile exec:java@write", file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void anObjectiveLeavesSomethingThatMayGoWrong() {
        assertThat(new Objectives.Objective("n", "N", "p", "5s", new BigDecimal("99.9")).allowed())
                .isEqualByComparingTo("0.001");
        assertThatThrownBy(() -> new Objectives.Objective("n", "N", "p", "5s", new BigDecimal("100")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsMissingIsTold() {
        assertThatThrownBy(() -> new Node(Map.of("a", 1)).text("title")).hasMessageContaining("title is missing");
    }
}

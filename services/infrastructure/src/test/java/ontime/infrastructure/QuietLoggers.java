package ontime.infrastructure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Keeps the servers' own chatter, thousands of lines, out of the output of a test run. */
final class QuietLoggers {
    private static final Map<String, Level> LEVELS = Map.of(
            "kafka", Level.ERROR,
            "org.apache.kafka", Level.ERROR,
            "state.change.logger", Level.ERROR,
            "io.zonky", Level.ERROR,
            "org.testcontainers", Level.WARN,
            // That there is no container engine is an answer here, not an error.
            "org.testcontainers.dockerclient", Level.OFF,
            "com.github.dockerjava", Level.ERROR);

    private QuietLoggers() {}

    static void apply() {
        LEVELS.forEach((name, level) -> {
            if (LoggerFactory.getLogger(name) instanceof Logger logger) {
                logger.setLevel(level);
            }
        });
    }
}

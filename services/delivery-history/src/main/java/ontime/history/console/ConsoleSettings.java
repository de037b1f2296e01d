package ontime.history.console;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set of the console.
 *
 * @param behindAfter a history that is further behind the topics is said to be behind, on every page
 * @param followPace how often a login that somebody follows is looked at while it is in progress
 * @param followers how many pages may follow a login at the same time, at least 1
 * @param passages how many deliveries the page of delays reads at most, at least 1
 */
@ConfigurationProperties("ontime.history.console")
record ConsoleSettings(
        @DefaultValue("10s") Duration behindAfter,
        @DefaultValue("500ms") Duration followPace,
        @DefaultValue("100") int followers,
        @DefaultValue("200000") int passages) {

    ConsoleSettings {
        if (!behindAfter.isPositive() || !followPace.isPositive()) {
            throw new IllegalArgumentException("ontime.history.console takes times that are longer than nothing");
        }
        if (followers < 1 || passages < 1) {
            throw new IllegalArgumentException("followers and passages of ontime.history.console are at least 1");
        }
    }
}

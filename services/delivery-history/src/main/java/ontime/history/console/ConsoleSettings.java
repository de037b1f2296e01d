package ontime.history.console;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set of the console.
 *
 * @param behindAfter a history that is further behind the topics is said to be behind, on every page
 * @param followPace how often it is asked whether logins that somebody follows have changed
 * @param followers how many pages may follow a login at the same time, at least 1
 * @param followersOfOne how many of them may be of one person, at least 1
 * @param followReads how many of the followed logins are read at the same time, at least 1
 * @param traceUrl where the trace of a login is shown, an http or https address with {@code {traceId}} in it; without
 *     it no trace is linked
 * @param passages how many deliveries the page of delays reads at most, at least 1
 */
@ConfigurationProperties("ontime.history.console")
record ConsoleSettings(
        @DefaultValue("10s") Duration behindAfter,
        @DefaultValue("500ms") Duration followPace,
        @DefaultValue("100") int followers,
        @DefaultValue("10") int followersOfOne,
        @DefaultValue("2") int followReads,
        @DefaultValue("200000") int passages,
        @Nullable String traceUrl) {

    /** Nothing else: in a link, another scheme could be a program. */
    private static final Pattern TRACE_URL =
            Pattern.compile("https?://[^\\s{}\"'<>\\\\]+\\{traceId}[^\\s{}\"'<>\\\\]*");

    ConsoleSettings {
        if (!behindAfter.isPositive() || !followPace.isPositive()) {
            throw new IllegalArgumentException("ontime.history.console takes times that are longer than nothing");
        }
        if (traceUrl != null && traceUrl.isBlank()) {
            traceUrl = null;
        }
        if (traceUrl != null && !TRACE_URL.matcher(traceUrl).matches()) {
            throw new IllegalArgumentException(
                    "ontime.history.console.trace-url must be an http or https address with {traceId} in it");
        }
        if (followers < 1 || followersOfOne < 1 || followReads < 1 || passages < 1) {
            throw new IllegalArgumentException("ontime.history.console takes numbers that are at least 1");
        }
    }
}

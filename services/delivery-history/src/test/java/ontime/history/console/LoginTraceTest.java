package ontime.history.console;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import ontime.events.CheckOutcome;
import ontime.events.TraceParent;
import ontime.history.facts.Fact;
import ontime.history.facts.Login;
import ontime.history.facts.Published;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTraceTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String TEMPLATE = "https://traces.example/trace/{traceId}?view=time";
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final TraceParent KEPT = new TraceParent(ID, "00f067aa0ba902b7", true);

    @Test
    void aTraceThatIsKeptIsLinkedToWhereItIsShown() {
        assertThat(requireNonNull(LoginTrace.of(login(null, KEPT), TEMPLATE)))
                .isEqualTo(new LoginTrace(ID, "https://traces.example/trace/" + ID + "?view=time"));
    }

    @Test
    void withoutAPlaceToShowItThereIsNoLink() {
        assertThat(LoginTrace.of(login(KEPT), null)).isEqualTo(new LoginTrace(ID, null));
    }

    @Test
    void aTraceThatNobodyKeepsIsNamedAndNotLinked() {
        var unwanted = new TraceParent(ID, "00f067aa0ba902b7", false);
        assertThat(LoginTrace.of(login(unwanted), TEMPLATE)).isEqualTo(new LoginTrace(ID, null));
    }

    @Test
    void aLoginWithoutATraceHasNone() {
        assertThat(LoginTrace.of(login((TraceParent) null), TEMPLATE)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert('{traceId}')",
                "data:text/html,{traceId}",
                "//traces.example/{traceId}",
                "https://traces.example/",
                "https://traces.example/{traceId}/{spanId}",
                "https://traces.example/\"onclick=x/{traceId}",
                " https://traces.example/{traceId}",
                "https://traces.example/ {traceId}",
                "https:\\\\traces.example\\{traceId}"
            })
    void anAddressThatIsNoneIsRefusedAtTheStart(String template) {
        assertThatThrownBy(() -> settings(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trace-url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:16686/trace/{traceId}",
                "https://traces.example/trace/{traceId}?view=time",
                "https://grafana.example/explore?left=%7B%22query%22:%22{traceId}%22%7D"
            })
    void usualAddressesAreTaken(String template) {
        assertThatCode(() -> settings(template)).doesNotThrowAnyException();
    }

    @Test
    void anEmptyAddressIsNone() {
        assertThat(settings("").traceUrl()).isNull();
        assertThat(settings(null).traceUrl()).isNull();
    }

    private static ConsoleSettings settings(@Nullable String template) {
        return new ConsoleSettings(Duration.ofSeconds(10), Duration.ofMillis(500), 100, 10, 2, 1, template);
    }

    /** With one event for each of these traces. */
    private static Login login(@Nullable TraceParent... traces) {
        var events = new ArrayList<Published>();
        for (var trace : traces) {
            int number = events.size();
            events.add(new Published(
                    new Fact.Checked(
                            "event-" + number,
                            "demo",
                            "u",
                            "l",
                            "c",
                            CheckOutcome.WRONG_CODE,
                            4,
                            NOW.plusSeconds(number),
                            null),
                    NOW,
                    trace));
        }
        return Login.of(events, Map.of(), NOW);
    }
}

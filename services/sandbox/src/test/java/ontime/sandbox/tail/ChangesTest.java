package ontime.sandbox.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChangesTest {

    private final Changes changes = new Changes(new StageBar(120));

    @Test
    void aDeliveryIsALineWithItsStages() {
        assertThat(changes.of(login("ACCEPTED", "IN_PROGRESS", 1200)))
                .containsExactly("10:00:01  K7   SMS    +44 •••• ••0123         ACCEPTED         2.40  "
                        + "iiiiiiqqqqqqpppppppppppp  IN_PROGRESS");
    }

    @Test
    void aLineFitsIntoANarrowTerminal() {
        var bars = new StageBar(80);

        assertThat(new Changes(bars).of(login("ACCEPTED", "DELIVERED_NOT_ENTERED", 123_456)))
                .containsExactly("10:00:01 K7  SMS   +44 •••• ••0123 ACCEPTED    124.66 pppppppp DELIVERED_NOT_EN…");
        assertThat(bars.head().getLast()).startsWith("UTC      ref by    to ").hasSizeLessThan(80);
    }

    @Test
    void whatHasNotChangedIsToldOnce() {
        assertThat(changes.of(login("ACCEPTED", "IN_PROGRESS", 1200))).hasSize(1);
        assertThat(changes.of(login("ACCEPTED", "IN_PROGRESS", 1200))).isEmpty();
        assertThat(changes.of(login("DELIVERED", "IN_PROGRESS", 1200))).hasSize(1);
        assertThat(changes.of(login("DELIVERED", "VERIFIED", 1200))).hasSize(1);
    }

    @Test
    void aLoginIsLookedUpWhenItsSummaryHasChanged() {
        var before = new JsonMapper().readTree("{\"loginId\": \"l-1\", \"status\": \"ACCEPTED\"}");
        var after = new JsonMapper().readTree("{\"loginId\": \"l-1\", \"status\": \"DELIVERED\"}");

        assertThat(changes.isNews(before)).isTrue();
        assertThat(changes.isNews(before)).isFalse();
        assertThat(changes.isNews(after)).isTrue();
    }

    @Test
    void whatIsNotKnownYetIsNoFailure() {
        var login = new JsonMapper().readTree("""
                {"loginId": "l-1", "verdict": {"code": "IN_PROGRESS"},
                 "challenges": [{"challengeId": "c-1", "deliveries": [{"channel": "EMAIL"}]}]}""");

        assertThat(changes.of(login))
                .singleElement()
                .asString()
                .contains("EMAIL")
                .contains("0.00");
    }

    private static JsonNode login(String status, String verdict, int provider) {
        return new JsonMapper().readTree("""
                {"loginId": "l-1", "clickedAt": "2026-03-02T10:00:01.000Z", "verdict": {"code": "%s"},
                 "challenges": [{"challengeId": "c-1", "reference": "K7", "deliveries": [
                   {"channel": "SMS", "destination": "+44 •••• ••0123", "status": "%s",
                    "stages": {"issue": 600, "queue": 600, "hold": 0, "provider": %d, "person": 9000}}]}]}""".formatted(verdict, status, provider));
    }
}

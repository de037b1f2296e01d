package ontime.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventHeadersTest {

    private static final URI ISSUER = URI.create("/ontime/issuer");
    private static final CodeChecked EVENT = CodeChecked.newBuilder()
            .setEventId("e-1")
            .setTenant("acme")
            .setUserId("u-17")
            .setLoginId("l-1")
            .setChallengeId("c-1")
            .setOutcome(CheckOutcome.VERIFIED)
            .setAttemptsLeft(5)
            .setCheckedAt(Instant.EPOCH)
            .build();

    @Test
    void theyAreThoseOfCloudEventsInBinaryMode() {
        assertThat(EventHeaders.describing(EVENT, "e-1", ISSUER, Instant.parse("2026-03-01T10:00:00.042Z")))
                .containsOnly(
                        entry("ce_specversion", "1.0"),
                        entry("ce_id", "e-1"),
                        entry("ce_type", "ontime.events.CodeChecked"),
                        entry("ce_source", "/ontime/issuer"),
                        entry("ce_time", "2026-03-01T10:00:00.042Z"),
                        entry("content-type", "application/avro"));
    }

    @Test
    void aTimeOnTheFullSecondKeepsItsMilliseconds() {
        assertThat(EventHeaders.describing(EVENT, "e-1", ISSUER, Instant.parse("2026-03-01T10:00:00Z")))
                .containsEntry("ce_time", "2026-03-01T10:00:00.000Z");
    }

    @Test
    void anEventThatNobodyCouldTellApartIsRefused() {
        assertThatThrownBy(() -> EventHeaders.describing(EVENT, "", ISSUER, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventHeaders.describing(EVENT, "e-1", URI.create(""), Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void traceContextHasTheNamesOfTheW3cRecommendation() {
        assertThat(EventHeaders.TRACE_PARENT).isEqualTo("traceparent");
        assertThat(EventHeaders.TRACE_STATE).isEqualTo("tracestate");
    }
}

package ontime.tracing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import ontime.events.TraceParent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class WorkTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final TraceParent CALLER =
            requireNonNull(TraceParent.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    private static final TraceParent LOGIN =
            requireNonNull(TraceParent.of("00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01"));

    private final Collector collector = new Collector();
    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private final InstantSource clock = time::get;
    private final ExportedSpans spans = exported(collector.endpoint(), 1);

    @AfterEach
    void close() {
        spans.close();
        collector.close();
    }

    @Test
    void whatIsHandedOnIsTheChildOfTheWorkAndTheWorkOfItsCaller() {
        String handedOn;
        try (var work = work(CALLER)) {
            time.set(NOW.plusMillis(25));
            handedOn = requireNonNull(Work.handOn());
            work.named("POST /v1/challenges");
            work.put("http.response.status_code", 201);
        }

        var span = await().until(collector::spans, all -> !all.isEmpty()).getFirst();
        assertThat(span.parent()).isEqualTo(CALLER.spanId());
        assertThat(handedOn).isEqualTo("00-" + CALLER.traceId() + "-" + span.id() + "-01");
        assertThat(span)
                .extracting(Collector.Seen::name, Collector.Seen::kind, Collector.Seen::begun, Collector.Seen::ended)
                .containsExactly("POST /v1/challenges", "SERVER", NOW, NOW.plusMillis(25));
        assertThat(span.service()).isEqualTo("issuer");
        assertThat(span.attributes()).containsEntry("http.response.status_code", "201");
    }

    @Test
    void workOnALoginJoinsTheTraceOfTheLoginAndNamesItsCaller() {
        try (var _ = work(CALLER)) {
            Work.isAbout("l-1", LOGIN.toString());
            assertThat(MDC.get(Work.TRACE_ID)).isEqualTo(LOGIN.traceId());
        }

        var span = await().until(collector::spans, all -> !all.isEmpty()).getFirst();
        assertThat(span.trace()).isEqualTo(LOGIN.traceId());
        assertThat(span.parent()).isEqualTo(LOGIN.spanId());
        assertThat(span.linked()).containsExactly(CALLER.traceId());
        assertThat(span.attributes()).containsEntry("ontime.login.id", "l-1");
        assertThat(collector.spansOf(CALLER.traceId())).isEmpty();
    }

    @Test
    void whatHasBeenHandedOnAlreadyIsNotTornFromItsParent() {
        try (var _ = work(CALLER)) {
            Work.handOn();
            Work.isAbout("l-1", LOGIN.toString());
            assertThat(Work.handOn()).startsWith("00-" + CALLER.traceId());
        }
    }

    @Test
    void aDeadlineThatConcernsNobodyIsNoTrace() {
        try (var _ = Work.ofALogin(spans, clock, "fall back")) {
            assertThat(Work.handOn()).isNull();
        }
        try (var _ = Work.ofALogin(spans, clock, "fall back")) {
            Work.isAbout("l-1", LOGIN.toString());
        }

        spans.close();
        assertThat(collector.spans())
                .singleElement()
                .satisfies(span -> assertThat(span.trace()).isEqualTo(LOGIN.traceId()));
    }

    @Test
    void whoeverDecidedAgainstATraceIsFollowed() {
        var unwanted = new TraceParent(CALLER.traceId(), CALLER.spanId(), false);
        try (var _ = work(unwanted)) {
            assertThat(Work.handOn()).startsWith("00-" + CALLER.traceId()).endsWith("-00");
        }

        spans.close();
        assertThat(collector.spans()).isEmpty();
    }

    @Test
    void ofTracesThatBeginHereAShareIsKept() {
        int kept = 0;
        try (var some = exported(collector.endpoint(), 0.2)) {
            for (int n = 0; n < 2_000; n++) {
                try (var _ = Work.begin(some, clock, Span.Kind.SERVER, "GET", null)) {
                    kept += requireNonNull(Work.handOn()).endsWith("-01") ? 1 : 0;
                }
            }
        }

        // Five standard deviations on either side.
        assertThat(kept).isBetween(310, 490);
        assertThat(collector.spans()).hasSize(kept);
    }

    @Test
    void withoutACollectorATraceIsPassedOnAsItCame() {
        var none = Spans.none(new Random(7));
        try (var _ = Work.begin(none, clock, Span.Kind.SERVER, "GET", CALLER)) {
            assertThat(Work.handOn()).isEqualTo(CALLER.toString());
            Work.isAbout("l-1", null);
        }
        try (var _ = Work.begin(none, clock, Span.Kind.SERVER, "GET", null)) {
            assertThat(Work.handOn()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        }
        assertThat(none.tell(CALLER)).isFalse();
    }

    @Test
    void nothingIsLeftOnTheThreadAfterwards() {
        try (var _ = work(CALLER)) {
            assertThat(MDC.get(Work.TRACE_ID)).isEqualTo(CALLER.traceId());
            assertThat(new Exemplars().getCurrentTraceId()).isEqualTo(CALLER.traceId());
            assertThat(new Exemplars().isCurrentSpanSampled()).isTrue();
        }

        assertThat(List.of(MDC.get(Work.TRACE_ID) == null, Work.handOn() == null, Present.trace() == null))
                .containsOnly(true);
        assertThat(new Exemplars().isCurrentSpanSampled()).isFalse();
    }

    private Work work(@Nullable TraceParent given) {
        return Work.begin(spans, clock, Span.Kind.SERVER, "POST", given);
    }

    private static ExportedSpans exported(URI collector, double ratio) {
        return new ExportedSpans(
                "issuer",
                collector,
                new TracingSettings(collector, ratio, Map.of(), Duration.ofMillis(20), Duration.ofSeconds(5), 4096));
    }
}

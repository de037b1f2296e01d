package ontime.delivery.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.Random;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.tracing.Spans;
import ontime.tracing.ToldSpans;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliverySpansTest {

    private static final String SAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Instant PUBLISHED = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant CONSUMED = PUBLISHED.plusMillis(7);

    private final ToldSpans told = new ToldSpans();
    private final DeliverySpans spans = new DeliverySpans(told);

    @Test
    void aDeliveryThatTookTwoTriesIsToldStageByStage() {
        var record = record(SAMPLED);
        var first = receipt(DeliveryStatus.DEFERRED, DeliveryReason.PROVIDER_UNAVAILABLE, 1, 10, 60);
        var second = receipt(DeliveryStatus.ACCEPTED, null, 2, 310, 400);

        var course = course(record, first);
        spans.told(course, first);
        assertThat(course(record, second)).isSameAs(course);
        spans.told(course, second);

        String own = course.context().spanId();
        assertThat(told.told())
                .extracting(
                        ToldSpans.Told::name,
                        ToldSpans.Told::parent,
                        ToldSpans.Told::from,
                        ToldSpans.Told::to,
                        ToldSpans.Told::failed)
                .containsExactly(
                        tuple("queue", "00f067aa0ba902b7", PUBLISHED, CONSUMED, false),
                        tuple("hold", own, CONSUMED, at(10), false),
                        tuple("deliver sns", own, at(10), at(60), true),
                        tuple("hold", own, at(60), at(310), false),
                        tuple("deliver sns", own, at(310), at(400), false),
                        tuple("process otp.requests", "00f067aa0ba902b7", CONSUMED, at(400), false));
        assertThat(told.told().getLast().id()).isEqualTo(own);
        assertThat(told.told().getLast().attributes()).containsEntry("ontime.status", "ACCEPTED");
        assertThat(told.told().get(2).attributes()).containsEntry("error.type", "provider_unavailable");
    }

    @Test
    void whatIsDroppedHasWaitedAndWasNotDelivered() {
        var receipt = receipt(DeliveryStatus.DROPPED, DeliveryReason.SUPERSEDED, 0, null, 500);

        spans.told(course(record(SAMPLED), receipt), receipt);

        assertThat(told.told())
                .extracting(ToldSpans.Told::name, ToldSpans.Told::to, ToldSpans.Told::failed)
                .containsExactly(
                        tuple("queue", CONSUMED, false),
                        tuple("hold", at(500), false),
                        tuple("process otp.requests", at(500), false));
        assertThat(told.told().getLast().attributes()).containsEntry("ontime.reason", "superseded");
    }

    @Test
    void whatFailedForGoodIsAFailure() {
        var receipt = receipt(DeliveryStatus.FAILED, DeliveryReason.BLOCKED, 1, 10, 60);

        spans.told(course(record(SAMPLED), receipt), receipt);

        assertThat(told.told().getLast().failed()).isTrue();
    }

    @Test
    void aDeliveryThatIsLeftToAnotherWorkerEndsHereAtOnce() {
        var record = record(SAMPLED);
        var tried = receipt(DeliveryStatus.DEFERRED, DeliveryReason.PROVIDER_UNAVAILABLE, 1, 10, 60);
        spans.told(course(record, tried), tried);

        DeliverySpans.left(record, 1, at(90));

        assertThat(told.told()).last().satisfies(span -> {
            assertThat(span.name()).isEqualTo("process otp.requests");
            assertThat(span.to()).isEqualTo(at(90));
            assertThat(span.failed()).isFalse();
            assertThat(span.attributes()).containsEntry("ontime.status", "LEFT");
        });
    }

    @Test
    void whatIsLeftEndsWhenItsLastTryIsTold() {
        var record = record(SAMPLED);
        var first = receipt(DeliveryStatus.DEFERRED, DeliveryReason.PROVIDER_UNAVAILABLE, 1, 10, 60);
        var second = receipt(DeliveryStatus.DEFERRED, DeliveryReason.PROVIDER_UNAVAILABLE, 2, 70, 95);
        var course = course(record, first);
        spans.told(course, first);

        DeliverySpans.left(record, 2, at(90));
        assertThat(told.told()).noneMatch(span -> span.name().startsWith("process"));
        spans.told(course, second);

        assertThat(told.told()).last().satisfies(span -> {
            assertThat(span.name()).isEqualTo("process otp.requests");
            assertThat(span.to()).as("not before what it holds").isEqualTo(at(95));
        });
        DeliverySpans.left(record(SAMPLED), 1, at(99));
        assertThat(told.told())
                .filteredOn(span -> span.name().startsWith("process"))
                .as("nobody has heard of the other")
                .hasSize(1);
    }

    @Test
    void nothingIsMadeOfADeliveryThatNobodyWantsToSee() {
        var receipt = receipt(DeliveryStatus.ACCEPTED, null, 1, 10, 60);
        var unwanted = record(SAMPLED.replaceAll("01$", "00"));
        var untraced = record(null);
        var sampled = record(SAMPLED);

        assertThat(spans.course(receipt, unwanted, DeliverySpans.trace(unwanted)))
                .isNull();
        assertThat(spans.course(receipt, untraced, DeliverySpans.trace(untraced)))
                .isNull();
        assertThat(new DeliverySpans(Spans.none(new Random(1))).course(receipt, sampled, DeliverySpans.trace(sampled)))
                .isNull();
        assertThat(told.begun()).isZero();
    }

    private DeliverySpans.Course course(ReceivedRecord record, DeliveryReceipt receipt) {
        return requireNonNull(spans.course(receipt, record, DeliverySpans.trace(record)));
    }

    private static Instant at(long millis) {
        return PUBLISHED.plusMillis(millis);
    }

    private static ReceivedRecord record(@Nullable String traceparent) {
        var record = new ConsumerRecord<>("otp.requests", 0, 0, new byte[0], new byte[0]);
        if (traceparent != null) {
            record.headers().add("traceparent", traceparent.getBytes(UTF_8));
        }
        return new ReceivedRecord(record, CONSUMED);
    }

    private static DeliveryReceipt receipt(
            DeliveryStatus status,
            @Nullable DeliveryReason reason,
            int attempt,
            @Nullable Integer dispatched,
            int occurred) {
        return DeliveryReceipt.newBuilder()
                .setEventId("event")
                .setTenant("demo")
                .setUserId("u-1")
                .setLoginId("l-1")
                .setChallengeId("c-1")
                .setDelivery(1)
                .setChannel(Channel.SMS)
                .setAttempt(attempt)
                .setStatus(status)
                .setReason(reason)
                .setProvider(dispatched == null ? null : "sns")
                .setPublishedAt(PUBLISHED)
                .setConsumedAt(CONSUMED)
                .setDispatchedAt(dispatched == null ? null : at(dispatched))
                .setOccurredAt(at(occurred))
                .setObservedAt(at(occurred))
                .build();
    }
}

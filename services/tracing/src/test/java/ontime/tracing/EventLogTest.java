package ontime.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.LoginRefused;
import ontime.events.OtpRequested;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;
import ontime.events.TraceParent;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class EventLogTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String CANARY = "07700 900123";
    private static final TraceParent TRACE =
            new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);

    private final Logger log = (Logger) LoggerFactory.getLogger("ontime.log");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void leave() {
        log.detachAppender(lines);
    }

    @Test
    void aReceiptIsOneLineThatLeadsToItsLoginItsChallengeAndItsTrace() {
        EventLog.write(receipt(DeliveryStatus.FAILED, DeliveryReason.BLOCKED), TRACE);

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage()).isEqualTo("delivery failed: blocked");
            assertThat(fields(line))
                    .containsEntry("event.action", "delivery-failed")
                    .containsEntry("event.outcome", "failure")
                    .containsEntry("event.reason", "blocked")
                    .containsEntry("ontime.login.id", "l-1")
                    .containsEntry("ontime.challenge.id", "c-1")
                    .containsEntry("trace.id", TRACE.traceId());
            assertThat(fields(line).toString() + line.getFormattedMessage()).doesNotContain(CANARY);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED,  INFO, success",
        "DELIVERED, INFO, success",
        "DROPPED,   INFO, unknown",
        "UNKNOWN,   INFO, unknown",
        "DEFERRED,  WARN, unknown",
        "FAILED,    WARN, failure"
    })
    void theLevelSaysHowBadItIs(DeliveryStatus status, String level, String outcome) {
        EventLog.write(receipt(status, null), null);

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).hasToString(level);
            assertThat(fields(line)).containsEntry("event.outcome", outcome).doesNotContainKey("trace.id");
        });
    }

    @ParameterizedTest
    @CsvSource({"1, AS_REQUESTED, code-requested", "2, AS_REQUESTED, code-resent", "2, FALLBACK,     code-fell-back"})
    void aRequestSaysWhetherItIsTheFirst(int delivery, RoutingReason reason, String action) {
        EventLog.write(requested(delivery, reason), null);

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(fields(line)).containsEntry("event.action", action);
            assertThat(fields(line).toString() + line.getFormattedMessage()).doesNotContain("0123");
        });
    }

    @Test
    void aWrongCodeIsAFailureAndALockAWarning() {
        EventLog.write(checked(CheckOutcome.VERIFIED), null);
        EventLog.write(checked(CheckOutcome.WRONG_CODE), null);
        EventLog.write(checked(CheckOutcome.LOCKED), null);

        assertThat(lines.list)
                .extracting(line -> fields(line).get("event.outcome"))
                .containsExactly("success", "failure", "failure");
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.INFO, Level.INFO, Level.WARN);
    }

    @Test
    void aRefusedLoginIsAWarning() {
        EventLog.write(
                LoginRefused.newBuilder()
                        .setEventId("e")
                        .setTenant("demo")
                        .setUserId("u")
                        .setLoginId("l-1")
                        .setReason(RefusalReason.RATE_LIMITED)
                        .setDetail(CANARY)
                        .setMaskedDestination("+44 •••• ••0123")
                        .setRefusedAt(NOW)
                        .build(),
                null);

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(fields(line)).containsEntry("event.reason", "rate_limited");
            assertThat(fields(line).toString() + line.getFormattedMessage()).doesNotContain("0123");
        });
    }

    private static Map<String, String> fields(ILoggingEvent line) {
        return line.getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
    }

    private static SpecificRecord receipt(DeliveryStatus status, @Nullable DeliveryReason reason) {
        return DeliveryReceipt.newBuilder()
                .setEventId("e")
                .setTenant("demo")
                .setUserId("u")
                .setLoginId("l-1")
                .setChallengeId("c-1")
                .setDelivery(1)
                .setChannel(Channel.SMS)
                .setAttempt(1)
                .setStatus(status)
                .setReason(reason)
                .setDetail(CANARY)
                .setProvider("sns")
                .setOccurredAt(NOW)
                .setObservedAt(NOW)
                .build();
    }

    private static SpecificRecord requested(int delivery, RoutingReason reason) {
        return OtpRequested.newBuilder()
                .setEventId("e")
                .setTenant("demo")
                .setUserId("u")
                .setLoginId("l-1")
                .setChallengeId("c-1")
                .setDelivery(delivery)
                .setSequence(1)
                .setReference("K7")
                .setChannel(Channel.SMS)
                .setRoutingReason(reason)
                .setMaskedDestination("+44 •••• ••0123")
                .setDestinationFingerprint("f0123")
                .setRequestedAt(NOW)
                .setExpiresAt(NOW)
                .setSealedFor("k")
                .setSealed(ByteBuffer.allocate(0))
                .build();
    }

    private static SpecificRecord checked(CheckOutcome outcome) {
        return CodeChecked.newBuilder()
                .setEventId("e")
                .setTenant("demo")
                .setUserId("u")
                .setLoginId("l-1")
                .setChallengeId("c-1")
                .setOutcome(outcome)
                .setAttemptsLeft(4)
                .setCheckedAt(NOW)
                .build();
    }
}

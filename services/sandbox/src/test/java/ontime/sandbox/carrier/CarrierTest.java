package ontime.sandbox.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import ontime.sandbox.SetClock;
import ontime.sandbox.behaviour.Behaviour;
import ontime.sandbox.behaviour.BehaviourChange;
import ontime.sandbox.behaviour.Conditions;
import ontime.sandbox.inbox.Inbox;
import ontime.sandbox.inbox.Message;
import org.junit.jupiter.api.Test;

class CarrierTest {

    private static final UUID ID = UUID.fromString("0197a3c4-0000-7000-8000-000000000001");
    private static final Sms BRITISH = new Sms("+447700900123", "OnTime", "code");
    private static final Sms AMERICAN = new Sms("+12025550123", "OnTime", "code");

    private final SetClock clock = new SetClock();
    private final Conditions conditions = new Conditions(Behaviour.flawless(60), clock, new Random(1));
    private final Inbox inbox = new Inbox(100);
    private final List<Long> pauses = new ArrayList<>();
    private final Queue<Runnable> travelling = new ArrayDeque<>();
    private final List<SmsStatus> told = new ArrayList<>();
    private final Carrier carrier =
            new Carrier(conditions, inbox, clock, () -> ID, this::pause, travelling::add, told::add);

    @Test
    void anAcceptedMessageArrivesAfterTheProvidersUsualTime() throws InterruptedException {
        assertThat(carrier.submit(BRITISH)).isEqualTo(new Submission.Accepted(ID));

        assertThat(pauses).containsExactly(60L);
        assertThat(received()).extracting(Message::at).containsExactly(SetClock.START.plusMillis(60));
    }

    @Test
    void aSlowNetworkAcceptsAtOnceAndDeliversLater() throws InterruptedException {
        change(Map.of("deliveryDelayMs", 12_000));

        assertThat(carrier.submit(BRITISH)).isEqualTo(new Submission.Accepted(ID));

        assertThat(received()).isEmpty();
        travelling.remove().run();
        assertThat(received()).extracting(Message::at).containsExactly(SetClock.START.plusMillis(12_060));
    }

    @Test
    void aNumberThatIsReservedForFictionBelongsToItsCountry() throws InterruptedException {
        change(Map.of("country", "GB", "outage", true));

        assertThat(carrier.submit(BRITISH)).isEqualTo(new Submission.Unavailable());
        assertThat(carrier.submit(AMERICAN)).isEqualTo(new Submission.Accepted(ID));
    }

    @Test
    void anOutageAndAThrottleAnswerAtOnce() throws InterruptedException {
        change(Map.of("outage", true));
        assertThat(carrier.submit(BRITISH)).isEqualTo(new Submission.Unavailable());

        change(Map.of("outage", false, "throttlePerSecond", 1, "latencyMs", 0));
        assertThat(carrier.submit(BRITISH)).isEqualTo(new Submission.Accepted(ID));
        pauses.clear();
        assertThat(carrier.submit(BRITISH)).isEqualTo(new Submission.Throttled());
        assertThat(pauses).isEmpty();
    }

    @Test
    void aFaultTakesAsLongAsASuccess() throws InterruptedException {
        change(Map.of("errorRate", 1));

        assertThat(carrier.submit(BRITISH)).isEqualTo(new Submission.Failed());
        assertThat(pauses).containsExactly(60L);
        assertThat(received()).isEmpty();
    }

    @Test
    void aLostMessageIsAcceptedAllTheSame() throws InterruptedException {
        change(Map.of("lossRate", 1));

        assertThat(carrier.submit(BRITISH)).isEqualTo(new Submission.Accepted(ID));
        assertThat(received()).isEmpty();
    }

    @Test
    void anArrivalIsReportedAsLateAsTheNetworkReports() throws InterruptedException {
        change(Map.of("deliveryDelayMs", 12_000, "receiptDelayMs", 30_000));

        carrier.submit(BRITISH);
        travelling.remove().run();
        assertThat(told).isEmpty();
        travelling.remove().run();

        Instant accepted = SetClock.START.plusMillis(60);
        assertThat(told)
                .containsExactly(new SmsStatus(ID, BRITISH.number(), accepted, accepted.plusMillis(12_000), true));
        assertThat(pauses).containsExactly(60L, 12_000L, 30_000L);
    }

    @Test
    void aPhoneThatTurnsAMessageAwayGetsNoneAndThatIsReported() throws InterruptedException {
        change(Map.of("failureRate", 1));

        assertThat(carrier.submit(BRITISH)).isEqualTo(new Submission.Accepted(ID));
        travelling.remove().run();

        assertThat(received()).isEmpty();
        assertThat(told).extracting(SmsStatus::delivered).containsExactly(false);
    }

    @Test
    void reportsAreLostAndRepeatedAsTheConditionsSay() throws InterruptedException {
        change(Map.of("receiptRepeatRate", 1));
        carrier.submit(BRITISH);
        assertThat(travelling).hasSize(2);

        change(Map.of("receiptLossRate", 1));
        carrier.submit(BRITISH);
        assertThat(travelling).hasSize(2);
        assertThat(received()).hasSize(2);
    }

    @Test
    void nothingIsSaidOfAMessageThatIsLost() throws InterruptedException {
        change(Map.of("lossRate", 1));

        carrier.submit(BRITISH);

        assertThat(travelling).isEmpty();
    }

    private void pause(long millis) {
        pauses.add(millis);
        clock.advance(Duration.ofMillis(millis));
    }

    private void change(Map<String, Object> fields) {
        conditions.change(BehaviourChange.from(fields));
    }

    private List<Message> received() {
        return inbox.since(Instant.MIN, _ -> true);
    }
}

package ontime.gateway.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ontime.gateway.aws.AwsSamples.envelope;
import static ontime.gateway.aws.AwsSamples.firehose;
import static ontime.gateway.aws.AwsSamples.gzip;
import static ontime.gateway.aws.AwsSamples.smsLog;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;
import ontime.gateway.correlation.Call;
import ontime.gateway.correlation.DeadLetter;
import ontime.gateway.report.Meaning;
import ontime.gateway.report.MessageKey;
import ontime.gateway.report.Network;
import ontime.gateway.report.Report;
import org.junit.jupiter.api.Test;

class FirehoseCallTest {

    private static final int ALLOWANCE = 1024 * 1024;
    private static final Instant PUBLISHED = Instant.parse("2026-03-02T10:00:00Z");
    private static final String ARRIVED =
            smsLog("m-1", PUBLISHED, "SUCCESS", "Message has been accepted by phone", 4_344);

    @Test
    void aPackedRecordOfCloudWatchLogsIsReadToItsEvents() {
        var failed = smsLog("m-2", PUBLISHED, "FAILURE", "Phone is currently unreachable/unavailable", 1_692);

        var call = read(firehose("r-1", gzip(envelope(ARRIVED, failed))));

        assertThat(call.unreadable()).isEmpty();
        assertThat(call.reports())
                .containsExactly(
                        new Report(
                                new MessageKey("sns", "m-1"),
                                Meaning.ON_HANDSET,
                                "Message has been accepted by phone",
                                PUBLISHED.plusMillis(4_344),
                                new Network("My Phone Carrier", "234", "10")),
                        new Report(
                                new MessageKey("sns", "m-2"),
                                new Meaning(DeliveryStatus.FAILED, DeliveryReason.UNREACHABLE, false, null),
                                "Phone is currently unreachable/unavailable",
                                PUBLISHED.plusMillis(1_692),
                                new Network("My Phone Carrier", "234", "10")));
    }

    @Test
    void recordsThatFirehoseHasUnpackedAndJoinedAreReadAsWell() {
        var two = ARRIVED + "\n" + smsLog("m-2", PUBLISHED, "SUCCESS", "Message has been accepted by phone carrier", 0);

        assertThat(read(firehose("r-1", two.getBytes(UTF_8))).reports())
                .extracting(report -> report.key().messageId())
                .containsExactly("m-1", "m-2");
    }

    @Test
    void anEventOfEndUserMessagingComesThisWayToo() {
        var event = AwsSamples.textEvent("TEXT_CARRIER_BLOCKED", "m-3", PUBLISHED);

        assertThat(read(firehose("r-1", event.getBytes(UTF_8))).reports())
                .singleElement()
                .satisfies(report -> {
                    assertThat(report.meaning().reason()).isEqualTo(DeliveryReason.BLOCKED);
                    assertThat(report.occurredAt()).isEqualTo(PUBLISHED);
                });
    }

    @Test
    void aControlMessageIsNoReportAndNoMistake() {
        var call = read(firehose("r-1", gzip("{\"messageType\": \"CONTROL_MESSAGE\", \"logEvents\": []}")));

        assertThat(call.reports()).isEmpty();
        assertThat(call.unreadable()).isEmpty();
    }

    @Test
    void oneBadRecordDoesNotLoseTheBatch() {
        var call = read(firehose(
                "r-1",
                "not JSON".getBytes(UTF_8),
                new byte[0],
                gzip("{\"messageType\": \"SURPRISE\", \"logEvents\": []}"),
                gzip(envelope("not JSON", "{}", ARRIVED)),
                new byte[] {0x1f, (byte) 0x8b, 8, 0}));

        assertThat(call.reports())
                .singleElement()
                .satisfies(report -> assertThat(report.key().messageId()).isEqualTo("m-1"));
        assertThat(call.unreadable())
                .extracting(DeadLetter::reason)
                .containsExactly(
                        "not JSON",
                        "empty",
                        "no message of CloudWatch Logs that we know",
                        "not JSON",
                        "no event that we know",
                        "not gzip");
    }

    @Test
    void aRecordThatUnpacksToTooMuchIsGivenUpAndTheOthersAreRead() {
        var bomb = gzip("0".repeat(ALLOWANCE));

        var call = read(firehose("r-1", bomb, bomb, bomb, gzip(envelope(ARRIVED)), bomb));

        assertThat(bomb.length).isLessThan(ALLOWANCE / 500);
        assertThat(call.reports()).hasSize(1);
        assertThat(call.unreadable())
                .hasSize(4)
                .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo("unpacks to more than is allowed"));
    }

    @Test
    void aDeadLetterHoldsNothingOfWhatWasSent() {
        var call = read(firehose(
                "r-1", envelope(smsLog("m-1", PUBLISHED, "MAYBE", "", 0)).getBytes(UTF_8)));

        assertThat(call.unreadable())
                .singleElement()
                .asString()
                .contains("a status that we do not know")
                .doesNotContain(AwsSamples.PHONE)
                .doesNotContain("m-1");
    }

    @Test
    void aBodyThatNamesAnotherRequestIsNoneOfFirehose() {
        assertThat(read(firehose("r-2", gzip(envelope(ARRIVED))), "r-1")).isEmpty();
    }

    @Test
    void aBodyWithoutRecordsIsNoneOfFirehose() {
        assertThat(read("{\"requestId\": \"r-1\", \"records\": {}}", "r-1")).isEmpty();
        assertThat(read("{\"requestId\": \"r-1\"}", "r-1")).isEmpty();
        assertThat(read("[]", "r-1")).isEmpty();
        assertThat(read("", "r-1")).isEmpty();
    }

    @Test
    void theSameReportHasTheSameIdentifierEachTimeItComes() {
        var first = read(firehose("r-1", gzip(envelope(ARRIVED)))).reports().getFirst();
        var again = read(firehose("r-2", ARRIVED.getBytes(UTF_8)), "r-2")
                .orElseThrow()
                .reports()
                .getFirst();

        assertThat(again.id()).isEqualTo(first.id());
    }

    private static Call read(String body) {
        return read(body, "r-1").orElseThrow();
    }

    private static Optional<Call> read(String body, String requestId) {
        return FirehoseCall.read(body.getBytes(UTF_8), requestId, ALLOWANCE);
    }
}

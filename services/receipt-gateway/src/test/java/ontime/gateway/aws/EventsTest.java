package ontime.gateway.aws;

import static ontime.events.DeliveryStatus.DEFERRED;
import static ontime.events.DeliveryStatus.DELIVERED;
import static ontime.events.DeliveryStatus.FAILED;
import static ontime.events.DeliveryStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.Stream;
import ontime.events.Confidence;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;
import ontime.gateway.report.MessageKey;
import ontime.gateway.report.Network;
import ontime.gateway.report.Report;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {

    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");
    private static final String MAIL = "<c-1.1@example.com>";

    static Stream<Arguments> rows() {
        return Stream.of(
                row(AwsSamples.delivery(MAIL), DELIVERED, null, null),
                row(AwsSamples.complaint(MAIL), DELIVERED, DeliveryReason.COMPLAINED, null),
                row(AwsSamples.bounce(MAIL, "Permanent", "NoEmail"), FAILED, DeliveryReason.INVALID_DESTINATION, true),
                row(AwsSamples.bounce(MAIL, "Permanent", "New"), FAILED, DeliveryReason.INVALID_DESTINATION, true),
                row(AwsSamples.bounce(MAIL, "Transient", "MailboxFull"), FAILED, DeliveryReason.MAILBOX_FULL, false),
                row(AwsSamples.bounce(MAIL, "Transient", "New"), FAILED, DeliveryReason.REJECTED, false),
                row(AwsSamples.bounce(MAIL, "Undetermined", "Undetermined"), FAILED, DeliveryReason.OTHER, null),
                row(AwsSamples.delay(MAIL, "MailboxFull"), DEFERRED, DeliveryReason.MAILBOX_FULL, null),
                row(AwsSamples.delay(MAIL, "New"), DEFERRED, DeliveryReason.OTHER, null),
                row(AwsSamples.mail("Reject", MAIL, "\"reject\": {}"), FAILED, DeliveryReason.REJECTED, false),
                row(text("TEXT_DELIVERED"), DELIVERED, null, null),
                row(text("TEXT_INVALID"), FAILED, DeliveryReason.INVALID_DESTINATION, true),
                row(text("TEXT_TTL_EXPIRED"), FAILED, DeliveryReason.EXPIRED, false),
                row(text("TEXT_UNKNOWN"), UNKNOWN, DeliveryReason.NO_REPORT, null),
                row(log("SUCCESS", "Message has been accepted by phone carrier"), DELIVERED, null, null),
                row(log("FAILURE", "Phone number is opted out"), FAILED, DeliveryReason.OPTED_OUT, true),
                row(log("FAILURE", "Blocked as spam by phone carrier"), FAILED, DeliveryReason.BLOCKED, false),
                row(log("FAILURE", "words that nobody has seen"), FAILED, DeliveryReason.OTHER, null));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachEventHasItsMeaning(
            String event, DeliveryStatus status, @Nullable DeliveryReason reason, @Nullable Boolean permanent)
            throws UnreadableException {
        var meaning = read(event).meaning();

        assertThat(meaning.status()).isEqualTo(status);
        assertThat(meaning.reason()).isEqualTo(reason);
        assertThat(meaning.permanent()).isEqualTo(permanent);
    }

    @Test
    void onlyThePhonesOwnAnswerProvesThatThePhoneHasIt() throws UnreadableException {
        assertThat(read(log("SUCCESS", "Message has been accepted by phone"))
                        .meaning()
                        .confidence())
                .isEqualTo(Confidence.HANDSET);
        assertThat(read(log("SUCCESS", "Message has been accepted by phone carrier"))
                        .meaning()
                        .confidence())
                .isEqualTo(Confidence.CARRIER);
        assertThat(read(text("TEXT_DELIVERED")).meaning().confidence()).isEqualTo(Confidence.CARRIER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEXT_QUEUED", "TEXT_PENDING", "TEXT_SENT"})
    void anEventOfTheWayTellsNothingNew(String type) throws UnreadableException {
        assertThat(Events.read(Json.object(text(type)))).isEmpty();
    }

    @Test
    void noWordsOfAStrangerAreRepeated() throws UnreadableException {
        var words = "no route to " + AwsSamples.PHONE;

        assertThat(read(log("FAILURE", words)).toString()).doesNotContain(AwsSamples.PHONE);
        assertThat(read(AwsSamples.bounce(MAIL, "Permanent", words)).toString()).doesNotContain(AwsSamples.PHONE);
        assertThat(read(AwsSamples.delay(MAIL, words)).toString()).doesNotContain(AwsSamples.PHONE);
        assertThat(Network.of("for " + AwsSamples.PHONE, "234", "10").carrier()).isNull();
    }

    @Test
    void theCodesOfANetworkAreWrittenAsTheStandardWritesThem() {
        assertThat(Network.of("EE <script>\u0000", "234", "4")).isEqualTo(new Network("EE script", "234", "04"));
        assertThat(Network.of(" ", "0", "0")).isEqualTo(Network.UNTOLD);
    }

    @Test
    void aMailIsKnownByItsOwnMessageIdOrElseByThatOfSes() throws UnreadableException {
        assertThat(read(AwsSamples.delivery(MAIL)).key()).isEqualTo(new MessageKey("smtp", MAIL));
        var headersOnly = AwsSamples.delivery(MAIL).replace("commonHeaders", "other");
        assertThat(read(headersOnly).key()).isEqualTo(new MessageKey("smtp", MAIL));
        var neither = headersOnly.replace("\"headers\"", "\"more\"");
        assertThat(read(neither).key().provider()).isEqualTo("ses");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"eventType\": \"TEXT_NEW\"}",
                "{\"eventType\": \"TEXT_DELIVERED\", \"eventTimestamp\": 1700000000000}",
                "{\"eventType\": \"TEXT_DELIVERED\", \"messageId\": \"m\", \"eventTimestamp\": \"never\"}",
                "{\"eventType\": \"TEXT_DELIVERED\", \"messageId\": \"m\", \"eventTimestamp\": 99999999999999}",
                "{\"eventType\": \"TEXT_DELIVERED\", \"messageId\": \"a b\", \"eventTimestamp\": 1700000000000}",
                "{\"notificationType\": \"Bounce\", \"mail\": {\"messageId\": \"m\"}}",
                "{\"notificationType\": \"Surprise\", \"mail\": {}}"
            })
    void whatIsIncompleteIsUnreadable(String event) {
        assertThatThrownBy(() -> read(event)).isInstanceOf(UnreadableException.class);
    }

    private static Arguments row(
            String event, DeliveryStatus status, @Nullable DeliveryReason reason, @Nullable Boolean permanent) {
        return Arguments.of(event, status, reason, permanent);
    }

    private static String text(String type) {
        return AwsSamples.textEvent(type, "m-1", AT);
    }

    private static String log(String status, String response) {
        return AwsSamples.smsLog("m-1", AT, status, response, 10);
    }

    private static Report read(String event) throws UnreadableException {
        return Events.read(Json.object(event)).orElseThrow();
    }
}

package ontime.gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ontime.gateway.report.MessageKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnsEnvelopesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(65);
    private static final SimulatedSns SNS = SimulatedSns.named("sns.amazonaws.com");
    private static final String EVENT = AwsSamples.delivery("<c-1.1@example.com>");

    private final List<URI> fetched = new ArrayList<>();
    private final SnsEnvelopes envelopes = envelopes(SNS.certificate());

    private SnsEnvelopes envelopes(byte[] certificate) {
        return new SnsEnvelopes(
                List.of(Topic.of(SimulatedSns.TOPIC)),
                address -> {
                    fetched.add(address);
                    return certificate;
                },
                WINDOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void aNotificationWithASignatureOfEitherVersionIsOpened(String version) throws RefusedException {
        var message = SimulatedSns.json(SNS.signed(SNS.notificationFields("n-1", EVENT, NOW), version));

        var opened = envelopes.open(message, NOW);

        assertThat(opened).isInstanceOfSatisfying(Envelope.Notification.class, notification -> {
            assertThat(notification.call().notificationId()).isEqualTo("n-1");
            assertThat(notification.call().reports())
                    .singleElement()
                    .satisfies(report ->
                            assertThat(report.key()).isEqualTo(new MessageKey("smtp", "<c-1.1@example.com>")));
        });
    }

    @Test
    void theCertificateIsFetchedOnceForManyMessages() throws RefusedException {
        envelopes.open(SNS.notification("n-1", EVENT, NOW), NOW);
        envelopes.open(SNS.notification("n-2", EVENT, NOW), NOW);

        assertThat(fetched).containsExactly(URI.create(SimulatedSns.CERTIFICATE_URL));
    }

    static Stream<Map.Entry<String, String>> signedFields() {
        return Stream.of(
                Map.entry("Message", "{}"),
                Map.entry("MessageId", "n-2"),
                Map.entry("Timestamp", "2026-03-02T09:59:59.000Z"),
                Map.entry("Subject", "added"));
    }

    @ParameterizedTest
    @MethodSource("signedFields")
    void aMessageThatWasChangedAfterItWasSignedIsRefused(Map.Entry<String, String> change) {
        var fields = SNS.signed(SNS.notificationFields("n-1", EVENT, NOW), "2");
        fields.put(change.getKey(), change.getValue());

        assertThat(refusal(SimulatedSns.json(fields))).isEqualTo("signature");
    }

    @Test
    void aMessageThatSomebodyElseSignedIsRefused() {
        var stranger = SimulatedSns.named("sns.amazonaws.com");

        assertThat(refusal(stranger.notification("n-1", EVENT, NOW))).isEqualTo("signature");
    }

    @Test
    void aCertificateThatIsMadeOutForAnotherNameIsWorthNothing() {
        var stranger = SimulatedSns.named("sns.example.com");

        assertThat(refusal(envelopes(stranger.certificate()), stranger.notification("n-1", EVENT, NOW), NOW))
                .isEqualTo("signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-west-2.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
                "https://sns.eu-west-2.amazonaws.com.example.com/SimpleNotificationService-0123456789abcdef.pem",
                "https://example.com/SimpleNotificationService-0123456789abcdef.pem",
                "https://sns.eu-west-2.amazonaws.com@example.com/SimpleNotificationService-0123456789abcdef.pem",
                "https://sns.eu-west-2.amazonaws.com:8443/SimpleNotificationService-0123456789abcdef.pem",
                "https://sns.eu-west-2.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem?next=1",
                "https://sns.eu-west-2.amazonaws.com/somebodys-bucket/key.pem",
                "https://sns.eu-west-2.amazonaws.com/../SimpleNotificationService-0123456789abcdef.pem",
                "https://169.254.169.254/latest/meta-data",
                "file:///etc/passwd",
                ""
            })
    void nothingIsFetchedFromAnAddressThatIsNoneOfACertificateOfSns(String address) {
        var fields = SNS.notificationFields("n-1", EVENT, NOW);
        fields.put("SigningCertURL", address);

        assertThat(refusal(SimulatedSns.json(SNS.signed(fields, "2")))).isIn("signature", "form");
        assertThat(fetched).isEmpty();
    }

    @Test
    void aTopicThatIsNotOursIsRefusedBeforeAnythingIsFetched() {
        var fields = SNS.notificationFields("n-1", EVENT, NOW);
        fields.put("TopicArn", "arn:aws:sns:eu-west-2:999999999999:receipts");

        assertThat(refusal(SimulatedSns.json(SNS.signed(fields, "2")))).isEqualTo("topic");
        assertThat(fetched).isEmpty();
    }

    @Test
    void aFieldThatIsThereTwiceIsRefused() {
        var twice = SNS.notification("n-1", EVENT, NOW).replaceFirst("\\{", "{\"TopicArn\": \"other\",");

        assertThat(refusal(twice)).isEqualTo("form");
    }

    @Test
    void aMessageIsTakenAtTheEdgesOfItsWindowAndNotBeyond() throws RefusedException {
        var message = SNS.notification("n-1", EVENT, NOW);

        envelopes.open(message, NOW.plus(WINDOW));
        envelopes.open(message, NOW.minus(Duration.ofMinutes(5)));
        assertThat(refusal(envelopes, message, NOW.plus(WINDOW).plusMillis(1))).isEqualTo("time");
        assertThat(refusal(envelopes, message, NOW.minus(Duration.ofMinutes(5)).minusMillis(1)))
                .isEqualTo("time");
    }

    @Test
    void whenTheCertificateCannotBeHadTheMessageIsNotCalledAForgery() {
        var away = new SnsEnvelopes(
                List.of(Topic.of(SimulatedSns.TOPIC)),
                _ -> {
                    throw new IOException("no route");
                },
                WINDOW);

        assertThatThrownBy(() -> away.open(SNS.notification("n-1", EVENT, NOW), NOW))
                .isInstanceOf(CertificateAwayException.class);
    }

    @Test
    void aSubscriptionCarriesTheTopicAndTheTokenAndNoAddress() throws RefusedException {
        var message = SNS.confirmation("SubscriptionConfirmation", "t0ken", "http://169.254.169.254/", NOW);

        assertThat(envelopes.open(message, NOW))
                .isEqualTo(new Envelope.Subscription(Topic.of(SimulatedSns.TOPIC), "t0ken"))
                .asString()
                .doesNotContain("t0ken");
    }

    @Test
    void theEndOfASubscriptionIsToldApart() throws RefusedException {
        var message = SNS.confirmation("UnsubscribeConfirmation", "t0ken", "https://example.com/", NOW);

        assertThat(envelopes.open(message, NOW)).isInstanceOf(Envelope.Unsubscription.class);
    }

    @Test
    void whatASignedMessageSaysThatWeDoNotKnowIsKeptWithoutItsContent() throws RefusedException {
        var opened = envelopes.open(SNS.notification("n-1", "{\"surprise\": \"" + AwsSamples.PHONE + "\"}", NOW), NOW);

        assertThat(opened).isInstanceOfSatisfying(Envelope.Notification.class, notification -> {
            assertThat(notification.call().reports()).isEmpty();
            assertThat(notification.call().unreadable())
                    .singleElement()
                    .asString()
                    .doesNotContain(AwsSamples.PHONE)
                    .contains("no event that we know");
        });
    }

    private String refusal(String message) {
        return refusal(envelopes, message, NOW);
    }

    private static String refusal(SnsEnvelopes envelopes, String message, Instant now) {
        return catchThrowableOfType(RefusedException.class, () -> envelopes.open(message, now))
                .reason();
    }
}

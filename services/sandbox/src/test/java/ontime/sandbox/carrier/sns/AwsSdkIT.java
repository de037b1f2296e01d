package ontime.sandbox.carrier.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ontime.sandbox.SandboxApplication;
import ontime.sandbox.behaviour.BehaviourChange;
import ontime.sandbox.behaviour.Conditions;
import ontime.sandbox.carrier.Carrier;
import ontime.sandbox.inbox.Inbox;
import ontime.sandbox.inbox.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InternalErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.OptedOutException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.SnsException;

/** The AWS SDK, as the SMS worker uses it, against the simulated network. */
@SpringBootTest(
        classes = SandboxApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.config.name=sandbox", "ontime.sandbox.sns-port=0", "ontime.sandbox.smtp-port=0"})
class AwsSdkIT {

    private static final String NUMBER = "+447700900123";

    private final SnsPort port;
    private final Conditions conditions;
    private final Carrier carrier;
    private final Inbox inbox;
    private final Instant start = Instant.now();
    private @Nullable SnsClient client;

    @Autowired
    AwsSdkIT(SnsPort port, @Qualifier("carrierConditions") Conditions conditions, Carrier carrier, Inbox inbox) {
        this.port = port;
        this.conditions = conditions;
        this.carrier = carrier;
        this.inbox = inbox;
    }

    @BeforeEach
    void connect() {
        client = SnsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port.number()))
                .region(Region.EU_WEST_2)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("sandbox", "sandbox")))
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(64))
                .overrideConfiguration(override ->
                        override.retryStrategy(RetryMode.STANDARD).retryStrategy(strategy -> strategy.maxAttempts(1)))
                .build();
    }

    @AfterEach
    void restore() {
        sns().close();
        conditions.reset();
        carrier.optIn(NUMBER);
    }

    @Test
    void aMessageIsAcceptedWithAnIdAndReachesThePhone() {
        PublishResponse response = sns().publish(PublishRequest.builder()
                .phoneNumber(NUMBER)
                .message("123456 is your code K7 & <more> é")
                .messageAttributes(
                        Map.of("AWS.SNS.SMS.SMSType", text("Transactional"), "AWS.SNS.SMS.SenderID", text("OnTime")))
                .build());

        assertThat(response.messageId()).matches("[0-9a-f-]{36}");
        assertThat(response.responseMetadata().requestId()).matches("[0-9a-f-]{36}");
        assertThat(received()).singleElement().satisfies(message -> {
            assertThat(message.to()).isEqualTo(NUMBER);
            assertThat(message.from()).isEqualTo("OnTime");
            assertThat(message.body()).isEqualTo("123456 is your code K7 & <more> é");
        });
    }

    @Test
    void aNumberThatIsNoneIsAnInvalidParameter() {
        InvalidParameterException refusal =
                catchThrowableOfType(InvalidParameterException.class, () -> publish("07700 900123", "code"));

        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidParameter");
        assertThat(refusal.requestId()).matches("[0-9a-f-]{36}");
    }

    @Test
    void anEmptyAndAnEndlessMessageAreInvalidParameters() {
        assertThat(catchThrowableOfType(InvalidParameterException.class, () -> publish(NUMBER, "")))
                .isNotNull();
        assertThat(catchThrowableOfType(InvalidParameterException.class, () -> publish(NUMBER, "x".repeat(1601))))
                .isNotNull();
    }

    @Test
    void aMessageThatIsFarTooLargeIsRefusedAndDoesNotHang() {
        SnsException refusal = catchThrowableOfType(SnsException.class, () -> publish(NUMBER, "x".repeat(10_000_000)));

        assertThat(refusal.statusCode()).isEqualTo(413);
    }

    @Test
    void aPersonWhoAnsweredStopIsOptedOutUntilOptedInAgain() {
        carrier.optOut(NUMBER);

        assertThat(catchThrowableOfType(OptedOutException.class, () -> publish(NUMBER, "code")))
                .isNotNull();
        assertThat(sns().checkIfPhoneNumberIsOptedOut(request -> request.phoneNumber(NUMBER))
                        .isOptedOut())
                .isTrue();
        assertThat(sns().listPhoneNumbersOptedOut(request -> {}).phoneNumbers()).containsExactly(NUMBER);

        sns().optInPhoneNumber(request -> request.phoneNumber(NUMBER));
        publish(NUMBER, "code");
        assertThat(received()).hasSize(1);
    }

    @Test
    void aFaultInsideTheNetworkIsAnInternalError() {
        change(Map.of("errorRate", 1));

        InternalErrorException failure =
                catchThrowableOfType(InternalErrorException.class, () -> publish(NUMBER, "code"));

        assertThat(failure.statusCode()).isEqualTo(500);
        assertThat(received()).isEmpty();
    }

    @Test
    void anOutageIsA503() {
        change(Map.of("outage", true));

        SnsException failure = catchThrowableOfType(SnsException.class, () -> publish(NUMBER, "code"));

        assertThat(failure.statusCode()).isEqualTo(503);
        assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("ServiceUnavailable");
    }

    @Test
    void aboveTheRateTheSdkSeesAThrottlingException() {
        change(Map.of("throttlePerSecond", 1, "country", "GB"));
        List<SnsException> refusals = new ArrayList<>();

        for (int call = 0; call < 5; call++) {
            SnsException refusal = catchThrowableOfType(SnsException.class, () -> publish(NUMBER, "code"));
            if (refusal != null) {
                refusals.add(refusal);
            }
        }

        assertThat(refusals).hasSizeGreaterThanOrEqualTo(3).allSatisfy(refusal -> {
            assertThat(refusal.isThrottlingException()).isTrue();
            assertThat(refusal.statusCode()).isEqualTo(400);
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("Throttling");
        });
        // Elsewhere nobody is throttled.
        publish("+12025550123", "code");
    }

    @Test
    void aLostMessageIsAcceptedAndNeverArrives() {
        change(Map.of("lossRate", 1));

        publish(NUMBER, "code");

        assertThat(received()).isEmpty();
    }

    @Test
    void slowCallsDoNotQueueBehindEachOther() throws Exception {
        change(Map.of("latencyMs", 1000));
        Instant before = Instant.now();

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int call = 0; call < 50; call++) {
                calls.add(callers.submit(() -> publish(NUMBER, "code")));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }

        assertThat(received()).hasSize(50);
        assertThat(before.plusSeconds(10))
                .as("50 calls of a second, one after the other")
                .isAfter(Instant.now());
    }

    @Test
    void anUnknownActionIsNamedAsSuch() {
        SnsException refusal =
                catchThrowableOfType(SnsException.class, () -> sns().createTopic(topic -> topic.name("x")));

        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidAction");
    }

    @Test
    void theSmsAttributesCanBeAskedFor() {
        assertThat(sns().getSMSAttributes(request -> {}).attributes()).containsEntry("DefaultSMSType", "Transactional");
    }

    private SnsClient sns() {
        if (client == null) {
            throw new IllegalStateException("not connected");
        }
        return client;
    }

    private void publish(String number, String message) {
        sns().publish(request -> request.phoneNumber(number).message(message));
    }

    private void change(Map<String, Object> fields) {
        conditions.change(BehaviourChange.from(fields));
    }

    private List<Message> received() {
        return inbox.since(start, message -> message.to().equals(NUMBER));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}

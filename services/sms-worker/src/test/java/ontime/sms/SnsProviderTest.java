package ontime.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import ontime.delivery.Outcome;
import ontime.delivery.neighbours.OwnCertificate;
import ontime.events.DeliveryReason;
import ontime.sealing.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsClientBuilder;

class SnsProviderTest {

    private static final String NUMBER = "+447700900123";

    private final SnsStub stub = new SnsStub();
    private final SnsClient sns = SnsClient.builder()
            .region(Region.EU_WEST_2)
            .endpointOverride(stub.endpoint())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(Apache5HttpClient.create())
            .build();

    SnsProviderTest() throws IOException {}

    @AfterEach
    void close() {
        sns.close();
        stub.close();
    }

    @Test
    void theSenderOfAMessageIsItsSenderId() {
        send("MY-BANK");

        assertThat(attributes())
                .isEqualTo(Map.of("AWS.SNS.SMS.SMSType", "Transactional", "AWS.SNS.SMS.SenderID", "MY-BANK"));
    }

    @Test
    void withoutASenderTheRoutesOwnIsUsed() {
        send(null);

        assertThat(attributes()).isEqualTo(Map.of("AWS.SNS.SMS.SMSType", "Transactional"));
    }

    @Test
    void aServerThatIsNotThereTookNothing() throws Exception {
        assertThat(outcomeAt("http://127.0.0.1:" + closedPort()))
                .isEqualTo(unavailable("not reached: HttpHostConnectException", false));
    }

    @Test
    void aServerThatSaysNothingMayHaveTakenTheMessage() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(outcomeAt("http://127.0.0.1:" + silent.getLocalPort()))
                    .isEqualTo(new Outcome.Unavailable(
                            DeliveryReason.TIMED_OUT, "no answer in time, perhaps taken", null, true));
        }
    }

    @Test
    void aServerThatHangsUpInsteadOfAnsweringMayHaveTakenTheMessage() throws Exception {
        try (var rude = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpOnEverybody(rude));

            assertThat(outcomeAt("http://127.0.0.1:" + rude.getLocalPort()))
                    .isEqualTo(unavailable("connection lost, perhaps taken", true));
        }
    }

    @ParameterizedTest
    @CsvSource({"403, true", "407, true", "404, false", "400, false"})
    void thePageOfAProxyIsNoWordOfSns(int status, boolean refused) {
        stub.willAnswer(
                NUMBER,
                new SnsStub.Answer(status, "<html><head><title>No</title></head><body>No<br></body></html>", Map.of()));

        assertThat(outcomeAt(stub.endpoint().toString()))
                .isEqualTo(
                        refused
                                ? new Outcome.Refused(DeliveryReason.NOT_AUTHORISED, "HTTP " + status)
                                : unavailable("HTTP " + status, false));
    }

    @Test
    void aServerThatCannotProveWhoItIsIsToldNothing(@TempDir Path folder) throws Exception {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(new OwnCertificate(folder).server()));
        server.start();
        try {
            assertThat(outcomeAt("https://127.0.0.1:" + server.getAddress().getPort()))
                    .isEqualTo(unavailable("not reached: SSLHandshakeException", false));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whoeverHasNoCredentialsIsNotAuthorisedYet() {
        try (var client = client(stub.endpoint().toString())
                .credentialsProvider(SystemPropertyCredentialsProvider.create())
                .build()) {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");

            assertThat(new SnsProvider(client).send(new Message(NUMBER, null, null, "text", null), "d-1"))
                    .isEqualTo(new Outcome.Unavailable(DeliveryReason.NOT_AUTHORISED, "no credentials", null, false));
        }
    }

    private static Outcome outcomeAt(String endpoint) {
        try (var client = client(endpoint).build()) {
            return new SnsProvider(client).send(new Message(NUMBER, null, null, "text", null), "d-1");
        }
    }

    private static SnsClientBuilder client(String endpoint) {
        return SnsClient.builder()
                .region(Region.EU_WEST_2)
                .endpointOverride(URI.create(endpoint))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(override -> override.apiCallTimeout(Duration.ofSeconds(2))
                        .retryStrategy(DefaultRetryStrategy.doNotRetry()));
    }

    private static Outcome unavailable(String detail, boolean perhapsTaken) {
        return new Outcome.Unavailable(DeliveryReason.PROVIDER_UNAVAILABLE, detail, null, perhapsTaken);
    }

    private static void hangUpOnEverybody(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                caller.getInputStream().read();
            } catch (IOException e) {
                // Closed: the test is over.
                return;
            }
        }
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void send(@Nullable String sender) {
        assertThat(new SnsProvider(sns).send(new Message(NUMBER, sender, null, "text", null), "d-1"))
                .isEqualTo(new Outcome.Accepted("m-1"));
    }

    /** The message attributes of the one call, which the protocol numbers from 1. */
    private Map<String, String> attributes() {
        Map<String, String> call = stub.calls(NUMBER).toList().getFirst();
        var attributes = new HashMap<String, String>();
        for (int i = 1; call.containsKey("MessageAttributes.entry." + i + ".Name"); i++) {
            String entry = "MessageAttributes.entry." + i;
            attributes.put(call.get(entry + ".Name"), call.get(entry + ".Value.StringValue"));
        }
        return attributes;
    }
}

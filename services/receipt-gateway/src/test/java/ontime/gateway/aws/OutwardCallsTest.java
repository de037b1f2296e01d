package ontime.gateway.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two calls that a message from outside can make us do. */
class OutwardCallsTest {

    private static final Topic TOPIC = Topic.of(SimulatedSns.TOPIC);

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answering("/small", 200, "certificate");
        answering("/large", 200, "c".repeat(64 * 1024));
        answering("/missing", 404, "");
        answering("/", 200, "");
        server.createContext("/moved", call -> {
            asked.add(call.getRequestURI().toString());
            call.getResponseHeaders().add("Location", "/small");
            call.sendResponseHeaders(302, -1);
            call.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answering(String path, int status, String body) {
        server.createContext(path, call -> {
            asked.add(call.getRequestURI().toString());
            var bytes = body.getBytes(UTF_8);
            call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            call.getResponseBody().write(bytes);
            call.close();
        });
    }

    @Test
    void aSubscriptionIsConfirmedWithTheTopicAndTheTokenWhateverIsInIt() throws IOException {
        new Confirmation(address("")).confirm(new Envelope.Subscription(TOPIC, "t0ken&Action=DeleteTopic#/../"));

        assertThat(asked)
                .containsExactly("/?Action=ConfirmSubscription&Version=2010-03-31"
                        + "&TopicArn=arn%3Aaws%3Asns%3Aeu-west-2%3A123456789012%3Areceipts"
                        + "&Token=t0ken%26Action%3DDeleteTopic%23%2F..%2F");
    }

    @Test
    void aConfirmationThatSnsDoesNotTakeIsNotTakenForOne() {
        assertThatThrownBy(() -> new Confirmation(address("/missing")).confirm(new Envelope.Subscription(TOPIC, "t")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("404");
    }

    @Test
    void theHostThatIsCalledFollowsFromTheTopicAlone() {
        assertThat(TOPIC.host()).isEqualTo("sns.eu-west-2.amazonaws.com");
        assertThat(Topic.of("arn:aws-cn:sns:cn-north-1:123456789012:t").host())
                .isEqualTo("sns.cn-north-1.amazonaws.com.cn");
        assertThatThrownBy(() -> Topic.of("arn:aws:sns:example.com/:123456789012:t"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Topic.of("arn:aws:sqs:eu-west-2:123456789012:t"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCertificateIsFetchedOnlyFromWhereItIsAndOnlyWhenItIsOne() throws IOException {
        var certificates = new FetchedCertificates(() -> now);

        assertThat(certificates.at(address("/small"))).asString(UTF_8).isEqualTo("certificate");
        assertThatThrownBy(() -> certificates.at(address("/moved"))).hasMessageContaining("302");
        assertThatThrownBy(() -> certificates.at(address("/large"))).hasMessageContaining("too large");
        assertThatThrownBy(() -> certificates.at(address("/missing"))).hasMessageContaining("404");
        assertThat(asked).containsExactly("/small", "/moved", "/large", "/missing");
    }

    @Test
    void strangersCannotMakeUsFetchWithoutEnd() throws IOException {
        var certificates = new FetchedCertificates(() -> now);
        for (var count = 0; count < 10; count++) {
            certificates.at(address("/small"));
        }
        assertThatThrownBy(() -> certificates.at(address("/small"))).hasMessageContaining("too many");
        assertThat(asked).hasSize(10);

        now = now.plusSeconds(61);

        assertThat(certificates.at(address("/small"))).isNotEmpty();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}

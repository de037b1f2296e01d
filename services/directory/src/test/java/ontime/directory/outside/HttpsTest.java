package ontime.directory.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import ontime.tracing.Spans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** Calls of stores that answer, or only begin to. */
class HttpsTest {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server;

    HttpsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void anAnswerIsReadWithTheTimeThatItWants() throws IOException {
        serve(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "120");
            byte[] body = "{\"type\": \"busy\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(429, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        try (var https = https(Duration.ofSeconds(30))) {
            Https.Reply reply = https.call("GET", url(), Map.of(), null);

            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.body().path("type").asString()).isEqualTo("busy");
            assertThat(reply.notBefore()).isEqualTo(NOW.plusSeconds(120));
        }
    }

    /** Long enough for the headers, on a machine that others use, too. */
    @Test
    @Timeout(30)
    void aBodyThatDoesNotEndInTimeIsNotWaitedFor() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await();
        });

        try (var https = https(Duration.ofSeconds(3))) {
            assertThatThrownBy(() -> https.call("GET", url(), Map.of(), null)).isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void aStoreThatIsNotThereIsToldByItsKind() {
        server.stop(0);

        try (var https = https(Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> https.call("GET", url(), Map.of(), null)).isInstanceOf(ConnectException.class);
        }
    }

    private void serve(HttpHandler handler) {
        server.createContext("/", (HttpExchange exchange) -> {
            exchange.getRequestBody().readAllBytes();
            handler.handle(exchange);
        });
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static Https https(Duration patience) {
        return new Https("entra", patience, JsonMapper.shared(), Spans.none(new Random(1)), InstantSource.fixed(NOW));
    }
}

package ontime.directory.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import ontime.tracing.Spans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Calls of hosts that mean it badly, or are broken. */
class JsonTest {

    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server;

    JsonTest() throws IOException {
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
    void anAnswerIsRead() throws IOException {
        serve(exchange -> {
            byte[] body = "{\"type\": \"fine\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        assertThat(json(Duration.ofSeconds(30))
                        .post("issuer", url(), Map.of(), "{}")
                        .text("type"))
                .isEqualTo("fine");
        assertThat(json(Duration.ofSeconds(30)).tell("issuer", url(), Map.of(), "{}"))
                .isEqualTo(200);
    }

    @Test
    void aBodyThatDoesNotEndInTimeIsNotWaitedFor() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await();
        });

        assertThatThrownBy(() -> json(Duration.ofMillis(300)).post("issuer", url(), Map.of(), "{}"))
                .isInstanceOf(HttpTimeoutException.class);
        assertThatThrownBy(() -> json(Duration.ofMillis(300)).tell("issuer", url(), Map.of(), "{}"))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void aBodyWithoutAnEndIsNotKept() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] more = new byte[8192];
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(more);
            }
        });

        assertThatThrownBy(() -> json(Duration.ofSeconds(30)).post("issuer", url(), Map.of(), "{}"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
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

    private static Json json(Duration patience) {
        return new Json(JsonMapper.shared(), patience, Spans.none(new Random(1)), InstantSource.system());
    }
}

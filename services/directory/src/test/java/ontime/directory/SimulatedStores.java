package ontime.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.infrastructure.identity.GraphStore;
import ontime.infrastructure.identity.IdentityStore;
import ontime.infrastructure.identity.ScimStore;
import ontime.infrastructure.identity.StoreCall;
import ontime.infrastructure.identity.StoreReply;
import org.jspecify.annotations.Nullable;

/** Microsoft Graph and a SCIM store, over HTTP, which can be down, throttle, or be slow. */
final class SimulatedStores implements AutoCloseable {

    private static final String SECRET = "a-secret-of-the-stores";

    final GraphStore graph = new GraphStore(SECRET, () -> UUID.randomUUID().toString());
    final ScimStore scim = new ScimStore(SECRET);
    final Faults graphFaults = new Faults();
    final Faults scimFaults = new Faults();

    private final HttpServer server;

    /** What goes wrong at one of them. */
    static final class Faults {
        volatile boolean down;
        final AtomicInteger throttled = new AtomicInteger();
        final AtomicInteger calls = new AtomicInteger();
        /** Changes that were made from something that was no longer there. */
        final AtomicInteger conflicts = new AtomicInteger();

        final AtomicInteger held = new AtomicInteger();
        private volatile @Nullable CountDownLatch gate;

        /** The next change has to wait. */
        void hold() {
            gate = new CountDownLatch(1);
        }

        void release() {
            CountDownLatch shut = gate;
            gate = null;
            if (shut != null) {
                shut.countDown();
            }
        }

        private void pass(HttpExchange exchange) {
            CountDownLatch shut = gate;
            if (shut != null && !exchange.getRequestMethod().equals("GET")) {
                held.incrementAndGet();
                try {
                    var _ = shut.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    SimulatedStores() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/graph", exchange -> serve(exchange, "/graph", graph, graphFaults));
        server.createContext("/scim", exchange -> serve(exchange, "/scim", scim, scimFaults));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** The settings of a directory whose tenant has both. */
    Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        var entra = "ontime.directory.tenants.demo.outside.entra.";
        settings.put(entra + "kind", "GRAPH");
        settings.put(entra + "url", url + "/graph/v1.0");
        settings.put(entra + "token-url", url + "/graph/oauth2/v2.0/token");
        settings.put(entra + "client-id", "ontime");
        settings.put(entra + "secret", SECRET);
        settings.put(entra + "user", "{userId}@example.com");
        settings.put(entra + "plain-http", "true");
        var people = "ontime.directory.tenants.demo.outside.people.";
        settings.put(people + "kind", "SCIM");
        settings.put(people + "url", url + "/scim/v2/");
        settings.put(people + "secret", SECRET);
        settings.put(people + "plain-http", "true");
        settings.put("ontime.directory.following.look", "50ms");
        return settings;
    }

    private static void serve(HttpExchange exchange, String base, IdentityStore store, Faults faults)
            throws IOException {
        faults.calls.incrementAndGet();
        var call = new StoreCall(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath().substring(base.length()),
                query(exchange.getRequestURI().getRawQuery()),
                headers(exchange),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        faults.pass(exchange);
        if (faults.down) {
            answer(exchange, new StoreReply(503, "text/plain", "Not now, +447700900123."));
        } else if (faults.throttled.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.getResponseHeaders().set("Retry-After", "120");
            answer(exchange, new StoreReply(429, "", ""));
        } else {
            StoreReply reply = store.answer(call);
            if (reply.status() == 412) {
                faults.conflicts.incrementAndGet();
            }
            answer(exchange, reply);
        }
    }

    private static Map<String, String> query(@Nullable String raw) {
        var query = new HashMap<String, String>();
        for (String one : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = one.indexOf('=');
            query.put(one.substring(0, equals), URLDecoder.decode(one.substring(equals + 1), UTF_8));
        }
        return query;
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return headers;
    }

    private static void answer(HttpExchange exchange, StoreReply reply) throws IOException {
        byte[] body = reply.body().getBytes(UTF_8);
        if (!reply.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        }
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

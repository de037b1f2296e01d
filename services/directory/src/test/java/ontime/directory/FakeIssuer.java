package ontime.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** As much of the issuer as the directory calls, over HTTP; and a tenant who wants to know of sessions. */
final class FakeIssuer implements AutoCloseable {

    static final String ADMIN_KEY = "the-directory's-admin-key-at-the-issuer";
    static final String CODE = "271828";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ATTEMPTS = 5;

    /** A call that came in. */
    record Call(
            String path,
            String authorization,
            String signature,
            String idempotencyKey,
            String traceparent,
            String text) {

        JsonNode body() {
            return JSON.readTree(text);
        }
    }

    /** What the next calls are answered with, instead of being served. */
    record Refusal(String path, int status, String body, int times) {}

    /** Where calls wait until it is open. */
    private record Gate(String path, CountDownLatch open) {}

    private final HttpServer server;
    private final InstantSource clock;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean loses = new AtomicBoolean();
    private final AtomicInteger challenges = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile Gate gate = new Gate("none", new CountDownLatch(0));
    private volatile Refusal refusal = new Refusal("none", 0, "", 0);

    private FakeIssuer(HttpServer server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
    }

    static FakeIssuer start(InstantSource clock) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            var issuer = new FakeIssuer(server, clock);
            server.createContext("/", issuer::serve);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers the next so many calls of paths that begin so with this. */
    void refuse(String path, int status, String body, int times) {
        refused.set(0);
        refusal = new Refusal(path, status, body, times);
    }

    /** Calls of this path have to wait from now on. */
    void hold(String path) {
        gate = new Gate(path, new CountDownLatch(1));
    }

    void letGo() {
        gate.open().countDown();
    }

    /** The next check is made, and somebody on the way loses what comes of it. */
    void loseNextAnswer() {
        loses.set(true);
    }

    /** From now on a host that hangs answers. */
    void release() {
        released.countDown();
    }

    private static void await(CountDownLatch released) {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<Call> calls(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        calls.add(new Call(
                path,
                header(exchange, "Authorization"),
                header(exchange, "OnTime-Signature"),
                header(exchange, "Idempotency-Key"),
                header(exchange, "traceparent"),
                body));
        if (path.equals("/hanging")) {
            await(released);
        }
        Gate shut = gate;
        if (path.equals(shut.path())) {
            await(shut.open());
        }
        if (path.startsWith(refusal.path()) && refused.incrementAndGet() <= refusal.times()) {
            answer(exchange, refusal.status(), refusal.body());
        } else if (path.equals("/sessions") || path.equals("/hanging")) {
            answer(exchange, 204, "");
        } else if (path.equals("/v1/notices")) {
            answer(exchange, header(exchange, "Authorization").equals("Bearer " + ADMIN_KEY) ? 202 : 403, "{}");
        } else if (!header(exchange, "Authorization").equals("Bearer " + ADMIN_KEY)) {
            answer(exchange, 401, "{}");
        } else if (path.equals("/v1/contact-proofs")) {
            String expiresAt = clock.instant().plus(Duration.ofMinutes(5)).toString();
            String challenge = "challenge-" + challenges.incrementAndGet();
            answer(
                    exchange,
                    201,
                    "{\"challengeId\": \"%s\", \"expiresAt\": \"%s\", \"reference\": \"K7\"}"
                            .formatted(challenge, expiresAt));
        } else {
            String checked = check(path.split("/", -1)[3], body);
            boolean lost = loses.getAndSet(false);
            answer(exchange, lost ? 502 : 200, lost ? "" : checked);
        }
    }

    /** A proof that was right is so again for the same code. */
    private synchronized String check(String challenge, String body) {
        String code = JSON.readTree(body).path("code").asString("");
        int attempt =
                attempts.computeIfAbsent(challenge, _ -> new AtomicInteger()).incrementAndGet();
        String outcome = "WRONG_CODE";
        if (used.contains(challenge)) {
            outcome = code.equals(CODE) ? "VERIFIED" : "ALREADY_USED";
        } else if (attempt > ATTEMPTS) {
            outcome = "LOCKED";
        } else if (code.equals(CODE)) {
            used.add(challenge);
            outcome = "VERIFIED";
        }
        return "{\"outcome\": \"%s\", \"attemptsLeft\": %d}".formatted(outcome, Math.max(0, ATTEMPTS - attempt));
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

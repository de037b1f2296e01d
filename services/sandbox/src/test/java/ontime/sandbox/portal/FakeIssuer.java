package ontime.sandbox.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks as much of the issuer's contract as the demo page needs, with codes that a test can foresee. */
final class FakeIssuer implements AutoCloseable {

    private static final int CHALLENGES_PER_USER = 5;
    private static final Duration TTL = Duration.ofMinutes(5);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final JsonMapper json = new JsonMapper();
    private final Delivery delivery;
    private final AtomicInteger sequence = new AtomicInteger();
    private final List<Challenge> challenges = new CopyOnWriteArrayList<>();
    private final Map<String, String> outcomes = new ConcurrentHashMap<>();
    private volatile @Nullable String lastAuthorization;

    /** Brings a message to a phone or a mailbox. */
    @FunctionalInterface
    interface Delivery {
        void send(String channel, String destination, String text) throws InterruptedException;
    }

    /** A code that was made. */
    record Challenge(String id, String userId, String reference, String code, Instant requestedAt) {}

    FakeIssuer(Delivery delivery) {
        this.delivery = delivery;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/challenges", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Nullable
    String lastAuthorization() {
        return lastAuthorization;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        lastAuthorization = exchange.getRequestHeaders().getFirst("Authorization");
        JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/check")) {
            check(
                    exchange,
                    path.replaceFirst("/v1/challenges/(.+)/check", "$1"),
                    body.path("code").asString());
        } else {
            issue(exchange, body);
        }
    }

    private void issue(HttpExchange exchange, JsonNode body) throws IOException {
        String userId = body.path("userId").asString("");
        String channel = body.path("channel").asString("SMS");
        String destination =
                body.path(channel.equals("SMS") ? "phone" : "email").asString("");
        if (destination.isEmpty()) {
            refuse(exchange, 422, "no-route", "Neither a phone number nor an email address is known.");
            return;
        }
        if (challenges.stream().filter(each -> each.userId().equals(userId)).count() >= CHALLENGES_PER_USER) {
            exchange.getResponseHeaders().set("Retry-After", "540");
            refuse(exchange, 429, "rate-limited", "5 challenges in 10 minutes.");
            return;
        }
        int number = sequence.incrementAndGet();
        Instant now = Instant.now();
        String reference = (char) ('A' + number % 26) + Integer.toString(number % 10);
        Challenge challenge =
                new Challenge("ch-" + number, userId, reference, "%06d".formatted(number * 111_111 % 1_000_000), now);
        challenges.add(challenge);
        threads.execute(() -> send(channel, destination, challenge));

        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("challengeId", challenge.id());
        answer.put("loginId", "login-" + number);
        answer.put("channel", channel);
        answer.put(
                "destination",
                channel.equals("SMS")
                        ? "+44 •••• ••" + destination.substring(destination.length() - 4)
                        : "a•••@example.com");
        answer.put("reference", reference);
        answer.put("sequence", number);
        answer.put("status", "REQUESTED");
        answer.put("expiresAt", now.plus(TTL).toString());
        answer.put("resendAt", now.plusSeconds(30).toString());
        answer.put("routing", Map.of("requested", channel, "used", channel, "reason", "AS_REQUESTED"));
        respond(exchange, 201, "application/json", answer);
    }

    private void send(String channel, String destination, Challenge challenge) {
        String text = "%s is your login code %s.%nAsked for at 10:02. Tell it to nobody.%n%n@localhost #%s"
                .formatted(challenge.code(), challenge.reference(), challenge.code());
        try {
            delivery.send(channel, destination, text);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(HttpExchange exchange, String id, String code) throws IOException {
        if (!code.matches("[0-9]+")) {
            respond(
                    exchange,
                    400,
                    "application/problem+json",
                    Map.of("type", "malformed", "field", "code", "detail", "code must be 1 to 10 digits"));
            return;
        }
        Challenge typedAt = challenges.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        Challenge newest = challenges.stream()
                .filter(each -> each.userId().equals(typedAt.userId()))
                .reduce((older, newer) -> newer)
                .orElseThrow();
        String outcome = challenges.stream()
                .filter(each ->
                        each.userId().equals(typedAt.userId()) && each.code().equals(code))
                .findFirst()
                .map(owner -> owner.equals(newest) && typedAt.equals(newest) ? used(owner) : "SUPERSEDED")
                .orElse("WRONG_CODE");
        respond(
                exchange,
                200,
                "application/json",
                Map.of(
                        "outcome",
                        outcome,
                        "attemptsLeft",
                        4,
                        "current",
                        Map.of(
                                "challengeId",
                                newest.id(),
                                "reference",
                                newest.reference(),
                                "requestedAt",
                                newest.requestedAt().toString())));
    }

    private String used(Challenge challenge) {
        return outcomes.put(challenge.id(), "VERIFIED") == null ? "VERIFIED" : "ALREADY_USED";
    }

    private void refuse(HttpExchange exchange, int status, String type, String detail) throws IOException {
        respond(
                exchange,
                status,
                "application/problem+json",
                Map.of("type", type, "title", type, "status", status, "detail", detail));
    }

    private void respond(HttpExchange exchange, int status, String type, Object body) throws IOException {
        byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

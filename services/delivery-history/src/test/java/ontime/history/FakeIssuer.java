package ontime.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands for the issuer: believes what is signed with the console's key, and answers what a test has told it. */
public final class FakeIssuer {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final KeyPair keys = keys();
    private final int port;
    private HttpServer server;
    private volatile int status;
    private volatile String answer = "";
    private volatile String suppressions = "";
    private volatile String challenge = "";

    /** What was asked for. */
    public record Call(String path, String key, JsonNode body, JsonNode claims) {}

    FakeIssuer() {
        server = listen(0);
        port = server.getAddress().getPort();
        reset();
    }

    /** Forgets what was asked for, and answers as if every code was sent again. */
    public void reset() {
        calls.clear();
        suppressions = "{\"suppressions\": []}";
        challenge = "{}";
        answers(200, "{\"channel\": \"EMAIL\", \"destination\": \"s•••@example.com\", \"status\": \"CANCELLED\"}");
    }

    public void answers(int code, String body) {
        status = code;
        answer = body;
    }

    public void suppresses(String body) {
        suppressions = body;
    }

    /** From when on each code may be sent again. */
    public void sendsAgainFrom(Instant at) {
        challenge = "{\"resendAt\": \"" + at + "\"}";
    }

    /** What was to be done, without what was only asked. */
    public List<Call> calls() {
        return calls.stream()
                .filter(call -> !call.path().endsWith("/suppressions") && !isOfChallenge(call.path()))
                .toList();
    }

    /** Nobody is there any more. */
    public void goAway() {
        server.stop(0);
    }

    public void comeBack() {
        server = listen(port);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    Path privateKey() {
        try {
            var file = Files.createTempFile("agents", ".pem");
            file.toFile().deleteOnExit();
            var base64 =
                    Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
            return Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpServer listen(int onPort) {
        try {
            var listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 0);
            listening.createContext("/", this::serve);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!isSigned(token.substring("Bearer ".length())) || !isSignedFor(exchange, claims(token))) {
                answer(exchange, 401, "{\"detail\": \"A valid API key or token is needed\"}");
                return;
            }
            var body = exchange.getRequestBody().readAllBytes();
            calls.add(new Call(
                    path,
                    String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                    body.length == 0 ? JSON.nullNode() : JSON.readTree(body),
                    claims(token)));
            if (path.endsWith("/data")) {
                answer(exchange, status == 200 ? 204 : status, status == 200 ? "" : answer);
            } else if (isOfChallenge(path)) {
                answer(exchange, 200, challenge);
            } else if (path.endsWith("/suppressions")) {
                answer(exchange, 200, suppressions);
            } else {
                answer(exchange, status, answer);
            }
        }
    }

    private static boolean isOfChallenge(String path) {
        return path.matches("/v1/agent/challenges/[^/]+");
    }

    private static JsonNode claims(String token) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    /** As the issuer does: a token is good for one request. */
    private static boolean isSignedFor(HttpExchange exchange, JsonNode claims) {
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        return claims.at("/method").asString("").equals(exchange.getRequestMethod())
                && claims.at("/path")
                        .asString("")
                        .equals(exchange.getRequestURI().getRawPath())
                && claims.at("/key").asString("").equals(key == null ? "" : key);
    }

    private boolean isSigned(String token) {
        try {
            var end = token.lastIndexOf('.');
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(keys.getPublic());
            signature.update(token.substring(0, end).getBytes(UTF_8));
            return signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static void answer(HttpExchange exchange, int code, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}

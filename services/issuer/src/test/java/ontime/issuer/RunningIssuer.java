package ontime.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.infrastructure.TestInfrastructure;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The issuer as its own main starts it, on a free port against real servers, with a clock that the test can stop. */
final class RunningIssuer implements AutoCloseable {

    static final String DEMO_KEY = "a-key-of-the-tenant-demo-0123456789";
    static final String DEMO_ADMIN_KEY = "an-admin-key-of-the-tenant-demo-0123456789";
    static final String STRICT_KEY = "a-key-of-the-tenant-strict-0123456789";
    static final String STRICT_ADMIN_KEY = "an-admin-key-of-the-tenant-strict-0123456789";

    /**
     * Takes numbers of fiction, and as many as come: the tests have few of them to share. Falls back when a test moves
     * the clock by 20 s.
     */
    static final String FALLING_BACK = """
            {"numbers": {"testNumbers": true},
             "channels": {"fallback": {"accepted": "PT20S"}},
             "limits": {"user": null, "destination": null, "prefix": null, "clientIp": null, "country": null,
                        "tenant": null, "spend": null, "pumping": null}}""";

    /** The same without a fall-back, which would come amid the deliveries that most tests count. */
    private static final String DEMO_POLICY = FALLING_BACK.replace("{\"accepted\": \"PT20S\"}", "null");

    private static final AtomicInteger USERS = new AtomicInteger();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private static @Nullable RunningIssuer shared;

    private final ConfigurableApplicationContext context;
    private final MovableClock clock;

    private RunningIssuer(ConfigurableApplicationContext context, MovableClock clock) {
        this.context = context;
        this.clock = clock;
    }

    /** The one that most tests share; it ends with the JVM. */
    static synchronized RunningIssuer shared() {
        if (shared == null) {
            shared = start("issuer", Map.of());
        }
        return shared;
    }

    /** One with a schema and settings of its own. */
    static RunningIssuer start(String schema, Map<String, String> settings) {
        return start(schema, settings, new MovableClock());
    }

    /** The same at a time that a test has chosen. */
    static RunningIssuer start(String schema, Map<String, String> settings, MovableClock clock) {
        var application = IssuerApplication.application();
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean("movableClock", InstantSource.class, () -> clock, bean -> bean.setPrimary(true)));
        var all = settings(schema);
        all.putAll(settings);
        return new RunningIssuer(application.run(arguments(all)), clock);
    }

    static Map<String, String> settings(String schema) {
        var settings = new HashMap<>(TestInfrastructure.properties(schema));
        settings.putAll(Keys.properties());
        settings.put("ontime.issuer.housekeeping.wipe", "200ms");
        settings.put("ontime.issuer.fallback.sweep", "200ms");
        // Issuers with the same schema are replicas; all others read the topics for themselves.
        settings.put("spring.kafka.consumer.group-id", "issuer-" + schema);
        settings.put("ontime.issuer.housekeeping.delete", "200ms");
        // The broker of the tests runs in this JVM; an application's start sets its loggers back.
        settings.put("logging.level.kafka", "ERROR");
        settings.put("logging.level.org.apache.kafka", "ERROR");
        settings.put("logging.level.state.change.logger", "ERROR");
        settings.put("server.port", "0");
        settings.put("server.address", "127.0.0.1");
        settings.put("spring.datasource.hikari.schema", schema);
        settings.put("spring.flyway.schemas", schema);
        settings.put("ontime.issuer.tenants.demo.api-keys[0]", sha256(DEMO_KEY));
        settings.put("ontime.issuer.tenants.demo.admin-keys[0]", sha256(DEMO_ADMIN_KEY));
        settings.put("ontime.issuer.tenants.demo.policy", DEMO_POLICY);
        settings.put("ontime.issuer.tenants.strict.api-keys[0]", sha256(STRICT_KEY));
        settings.put("ontime.issuer.tenants.strict.admin-keys[0]", sha256(STRICT_ADMIN_KEY));
        return settings;
    }

    static String[] arguments(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }

    MovableClock clock() {
        return clock;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    int port() {
        var server = ((ServletWebServerApplicationContext) context).getWebServer();
        return server == null ? -1 : server.getPort();
    }

    /** A user that no other test knows. */
    static String newUser() {
        return "u-" + USERS.incrementAndGet() + "-" + Long.toString(System.nanoTime(), 36);
    }

    Answer post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    /** Asks for a code, which must not be refused. */
    Answer ask(String userId, String fields) {
        Answer answer = post("/v1/challenges", "{\"userId\": \"%s\", %s}".formatted(userId, fields));
        if (answer.status() != 201) {
            throw new AssertionError("refused: " + answer.response().body());
        }
        return answer;
    }

    Answer check(String challengeId, String code) {
        return post("/v1/challenges/" + challengeId + "/check", "{\"code\": \"" + code + "\"}");
    }

    Answer checkLogin(String loginId, String code) {
        return post("/v1/logins/" + loginId + "/check", "{\"code\": \"" + code + "\"}");
    }

    Answer resend(String challengeId, String body) {
        return post("/v1/challenges/" + challengeId + "/resend", body);
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    HttpRequest.Builder request(String path) {
        return request(port(), path);
    }

    static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + DEMO_KEY)
                .header("Content-Type", "application/json");
    }

    static Answer send(HttpRequest.Builder request) {
        try {
            return Answer.of(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sha256(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

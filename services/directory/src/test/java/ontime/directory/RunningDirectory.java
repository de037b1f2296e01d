package ontime.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.infrastructure.TestInfrastructure;
import ontime.sealing.KeyFolder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The directory as its own main starts it, on a free port against real servers, with a clock that a test can stop. */
final class RunningDirectory implements AutoCloseable {

    static final String SCHEMA = "directory";
    static final String WEBHOOK_SECRET = "a-secret-of-the-tenant-demo-0123456789";
    static final Path KEYS = keys();

    private static final String KEY = "a-key-of-the-tenant-demo-0123456789";
    private static final String ADMIN_KEY = "an-admin-key-of-the-tenant-demo-0123456789";
    private static final String OTHER_ADMIN_KEY = "an-admin-key-of-the-tenant-other-0123456789";

    private static final AtomicInteger USERS = new AtomicInteger();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private static @Nullable RunningDirectory shared;

    private final ConfigurableApplicationContext context;
    private final MovableClock clock;
    private final FakeIssuer issuer;

    private RunningDirectory(ConfigurableApplicationContext context, MovableClock clock, FakeIssuer issuer) {
        this.context = context;
        this.clock = clock;
        this.issuer = issuer;
    }

    /** The one that most tests share; it ends with the JVM. */
    static synchronized RunningDirectory shared() {
        if (shared == null) {
            shared = start(SCHEMA, Map.of());
        }
        return shared;
    }

    /** One with a schema and settings of its own. */
    static RunningDirectory start(String schema, Map<String, String> settings) {
        var clock = new MovableClock();
        var issuer = FakeIssuer.start(clock);
        var application = DirectoryApplication.application();
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean("movableClock", InstantSource.class, () -> clock, bean -> bean.setPrimary(true)));
        var all = settings(schema, issuer);
        all.putAll(settings);
        var arguments = all.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
        return new RunningDirectory(application.run(arguments), clock, issuer);
    }

    private static Map<String, String> settings(String schema, FakeIssuer issuer) {
        var settings = new HashMap<>(TestInfrastructure.properties(schema));
        settings.put("spring.datasource.hikari.schema", schema);
        settings.put("spring.flyway.schemas", schema);
        settings.put("spring.kafka.consumer.group-id", "directory-" + schema);
        // The broker of the tests runs in this JVM; an application's start sets its loggers back.
        settings.put("logging.level.kafka", "ERROR");
        settings.put("logging.level.org.apache.kafka", "ERROR");
        settings.put("logging.level.state.change.logger", "ERROR");
        // Fifty who come at once queue up at ten connections, on a machine that others use, too.
        settings.put("spring.datasource.hikari.connection-timeout", "30000");
        settings.put("server.port", "0");
        settings.put("server.address", "127.0.0.1");
        settings.put("ontime.directory.contacts.sweep", "200ms");
        settings.put("ontime.directory.errands", "200ms");
        settings.put("ontime.directory.housekeeping", "200ms");
        settings.put("ontime.directory.imports.watch", "200ms");
        settings.put("ontime.directory.issuer-url", issuer.url());
        settings.put("ontime.directory.keys.fingerprints", key("fingerprints.json"));
        settings.put("ontime.directory.keys.contents", key("directory.json"));
        settings.put("ontime.directory.keys.recovery", key("recovery.json"));
        settings.put("ontime.directory.keys.issuer", key("issuer.public.json"));
        var demo = "ontime.directory.tenants.demo.";
        settings.put(demo + "api-keys", sha256(KEY));
        settings.put(demo + "admin-keys", sha256(ADMIN_KEY));
        settings.put(demo + "test-numbers", "true");
        settings.put(demo + "issuer-admin-key", FakeIssuer.ADMIN_KEY);
        settings.put(demo + "sessions.url", issuer.url() + "/sessions");
        settings.put(demo + "sessions.secret", WEBHOOK_SECRET);
        settings.put(demo + "self-service-url", "https://login.example.com/me");
        settings.put(demo + "log-in-url", "https://login.example.com/again");
        settings.put("ontime.directory.tenants.other.admin-keys", sha256(OTHER_ADMIN_KEY));
        settings.put("ontime.directory.tenants.other.sessions.url", issuer.url() + "/hanging");
        settings.put("ontime.directory.tenants.other.sessions.secret", WEBHOOK_SECRET);
        settings.put("ontime.directory.http-basic", "true");
        person(settings, "ada", "open ada", "ADMIN", "demo");
        person(settings, "otto", "open otto", "ADMIN", "other");
        person(settings, "sally", "open sesame", "SUPPORT", "demo");
        return settings;
    }

    private static void person(Map<String, String> settings, String name, String password, String role, String tenant) {
        var person = "ontime.directory.users." + name + ".";
        settings.put(person + "password", password);
        settings.put(person + "roles", role);
        settings.put(person + "tenants", tenant);
    }

    /** Where a page is. */
    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private static String key(String file) {
        return KEYS.resolve(file).toString();
    }

    private static Path keys() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "keys");
            KeyFolder.create(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MovableClock clock() {
        return clock;
    }

    FakeIssuer issuer() {
        return issuer;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A user that no other test knows, not added yet. */
    static String newName() {
        return "u-" + USERS.incrementAndGet() + "-" + Long.toString(System.nanoTime(), 36);
    }

    /** A user that no other test knows. */
    String newUser() {
        String name = newName();
        Answer added = asAdmin("PUT", "/v1/users/" + name, "{\"reason\": \"new\"}");
        if (added.status() != 201) {
            throw new AssertionError(added.response().body());
        }
        return name;
    }

    /** An auth service calls. */
    Answer asService(String method, String path, @Nullable String body, String... headers) {
        return call(KEY, method, path, body, headers);
    }

    /** An administrator calls. */
    Answer asAdmin(String method, String path, @Nullable String body, String... headers) {
        return call(ADMIN_KEY, method, path, body, headers);
    }

    /** An administrator of another tenant calls. */
    Answer asOther(String method, String path, @Nullable String body, String... headers) {
        return call(OTHER_ADMIN_KEY, method, path, body, headers);
    }

    /** An administrator vouches for a contact, whatever there was. */
    Answer vouch(String user, String fields) {
        return asAdmin(
                "POST",
                "/v1/users/" + user + "/contacts",
                "{\"vouch\": true, \"reason\": \"on the phone\", " + fields + "}",
                "If-Match",
                "*");
    }

    private Answer call(String key, String method, String path, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** Nobody calls. */
    Answer asStranger(String method, String path) {
        return call("", method, path, null);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            return Answer.of(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int port() {
        var server = ((ServletWebServerApplicationContext) context).getWebServer();
        return server == null ? -1 : server.getPort();
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        issuer.close();
    }
}

package ontime.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.regex.Pattern;
import ontime.events.TrustedClasses;
import ontime.infrastructure.TestInfrastructure;
import ontime.provider.Provider;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole service before a real broker, registry and database, the last two behind gates. All tests share one
 * service, because two would share the partitions.
 */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=delivery-history",
            "ontime.history.http-basic=true",
            "ontime.topics.partitions=3",
            "ontime.history.users.sally.password=open sesame",
            "ontime.history.users.sally.roles=SUPPORT",
            "ontime.history.users.sally.tenants=acme",
            "ontime.history.users.adam.password=open gate",
            "ontime.history.users.adam.roles=ADMIN",
            "ontime.history.users.adam.tenants=acme,*",
            "ontime.history.users.lena.password=open lead",
            "ontime.history.users.lena.roles=LEAD",
            "ontime.history.users.lena.tenants=acme",
            "ontime.history.users.rex.password=open figures",
            "ontime.history.users.rex.roles=SRE",
            "ontime.history.users.rex.tenants=acme",
            "ontime.history.users.kay.password=open rye",
            "ontime.history.users.kay.roles=SUPPORT",
            "ontime.history.users.kay.tenants=other",
            "ontime.history.users.otto.password=open barley",
            "ontime.history.users.otto.roles=SUPPORT",
            "ontime.history.users.otto.tenants=other",
            "ontime.history.conversion.carriers=Simulated Mobile",
            "ontime.history.console.trace-url=https://traces.example/trace/{traceId}",
            "ontime.history.sign-in.client-id=" + Provider.CLIENT,
            "ontime.history.sign-in.client-secret=" + Provider.SECRET,
            "ontime.history.sign-in.name=Example Ltd",
            "ontime.history.sign-in.api-audience=" + Provider.API,
            "ontime.history.sign-in.groups[0].name=support",
            "ontime.history.sign-in.groups[0].roles=SUPPORT",
            "ontime.history.sign-in.groups[1].name=leads",
            "ontime.history.sign-in.groups[1].roles=LEAD",
            "ontime.history.sign-in.groups[1].tenants=acme",
            // The tests themselves call from 127.0.0.1, and are no proxy.
            "server.forward-headers-strategy=native",
            "server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.2",
            "spring.datasource.hikari.connection-timeout=1000"
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HistoryIntegration {

    /** In Base64; the bytes are the numbers from 0 to 31. */
    protected static final String FINGERPRINT_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /** Where a provider of OpenID Connect will be, for the test that starts one; for the others it is away. */
    protected static final int PROVIDER_PORT = freePort();

    /** Another host than that of the console, as far as cookies go. */
    protected static final String PROVIDER = "http://localhost:" + PROVIDER_PORT;

    protected static final Gate DATABASE;
    protected static final Gate REGISTRY;

    /** Does what people at the console want. */
    protected static final FakeIssuer ISSUER = new FakeIssuer();

    static {
        TrustedClasses.install();
        var account = TestInfrastructure.schema("history");
        DATABASE = new Gate(account.host(), account.port());
        var registry = URI.create(TestInfrastructure.registry());
        REGISTRY = new Gate(registry.getHost(), registry.getPort());
    }

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private KafkaProperties kafka;

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        TestInfrastructure.properties("history").forEach((name, value) -> properties.add(name, () -> value));
        properties.add("ontime.registry.url", () -> "http://127.0.0.1:" + REGISTRY.port());
        properties.add("ontime.history.sign-in.issuer-uri", () -> PROVIDER);
        properties.add("ontime.history.search.fingerprint-key", HistoryIntegration::key);
        properties.add("ontime.history.issuer.url", ISSUER::url);
        properties.add("ontime.history.issuer.private-key", ISSUER::privateKey);
        properties.add("ontime.history.issuer.patience", () -> "1s");
        properties.add(
                "spring.datasource.url",
                () -> "jdbc:postgresql://127.0.0.1:" + DATABASE.port() + "/ontime?currentSchema=history");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path key() {
        try {
            var file = Files.createTempFile("fingerprints", ".hmac");
            file.toFile().deleteOnExit();
            return Files.writeString(file, FINGERPRINT_KEY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected final HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    protected final HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    protected final HttpResponse<String> postJson(String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Logs in as a browser does, and returns the cookie of the session. */
    protected final String logIn(String name, String password) {
        var entered = enter(name, password);
        assertThat(entered.headers().firstValue("Location").orElseThrow()).doesNotContain("login?");
        return cookie(entered);
    }

    /** Tries to log in as a browser does. */
    protected final HttpResponse<String> enter(String name, String password, String... headers) {
        return enterFrom("", name, password, headers);
    }

    /** The same from a browser that has this cookie already. */
    protected final HttpResponse<String> enterFrom(String cookie, String name, String password, String... headers) {
        var form = get("/login");
        var token = TOKEN.matcher(form.body());
        assertThat(token.find()).as(form.body()).isTrue();
        var sent = Arrays.copyOf(headers, headers.length + 2);
        sent[headers.length] = "Cookie";
        sent[headers.length + 1] = cookie(form) + (cookie.isEmpty() ? "" : "; " + cookie);
        var entered = post(
                "/login",
                "username=" + name + "&password=" + URLEncoder.encode(password, UTF_8) + "&_csrf=" + token.group(1),
                sent);
        assertThat(entered.statusCode()).isEqualTo(302);
        return entered;
    }

    protected final HttpResponse<String> post(String path, String form, String... headers) {
        return send(HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .headers(headers)
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    private static String cookie(HttpResponse<String> answer) {
        var cookie = answer.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("ontime-history="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    protected final URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    protected static String[] sally() {
        return basic("sally", "open sesame");
    }

    protected static String[] adam() {
        return basic("adam", "open gate");
    }

    protected static String[] basic(String name, String password) {
        var credentials = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
        return new String[] {"Authorization", "Basic " + credentials};
    }

    protected static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    /** The serializer that the configuration names, as the other services use it. */
    protected final Serializer<Object> events() {
        var properties = kafka.buildProducerProperties();
        @SuppressWarnings("unchecked") // the serializer of the registry takes every record
        var serializer = (Serializer<Object>)
                Utils.newInstance(kafka.getProducer().getValueSerializer().asSubclass(Serializer.class));
        serializer.configure(properties, false);
        return serializer;
    }

    protected final Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    protected final KafkaConsumer<byte[], byte[]> consumer() {
        var properties = new HashMap<>(kafka.buildConsumerProperties());
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}

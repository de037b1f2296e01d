package ontime.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Passwords are guessed at the whole service. Each test guesses at a name of its own. */
class GuessesIT extends HistoryIntegration {

    @Autowired
    private JdbcClient jdbc;

    @Test
    void ofManyGuessesAtOnceOnlyAsManyAreComparedAsMayFail() {
        var before = refused();

        var answers = IntStream.range(0, 30)
                .mapToObj(guess ->
                        CompletableFuture.supplyAsync(() -> get("/v1/logins", basic("many-at-once", "guess " + guess))
                                .statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(answers).containsOnly(Map.entry(401, 5L), Map.entry(429, 25L));
        assertThat(refused() - before)
                .as("each that was compared, and one for all that were turned away")
                .isEqualTo(6);
    }

    @Test
    void manyCallsAtOnceWithTheRightPasswordAreAllAnswered() {
        IntStream.range(0, 15)
                .mapToObj(call -> CompletableFuture.supplyAsync(
                        () -> get("/v1/latency", basic("rex", "open figures")).statusCode()))
                .toList()
                .forEach(answer -> assertThat(answer.join()).isEqualTo(200));
    }

    @Test
    void whoMakesAnAddressUpIsCountedByTheirOwn() {
        for (var guess = 0; guess < 5; guess++) {
            enter("one-place", "wrong", "X-Forwarded-For", "192.0.2." + guess);
        }

        assertThat(location(enter("one-place", "wrong", "X-Forwarded-For", "192.0.2.99")))
                .endsWith("/login?wait");
    }

    @Test
    void whoComesThroughTheProxyIsCountedByTheAddressThatTheProxyTells() throws IOException, InterruptedException {
        for (var guess = 0; guess < 6; guess++) {
            throughTheProxy("proxied", "198.51.100.7");
        }
        var before = refused();

        throughTheProxy("proxied", "198.51.100.7");
        assertThat(refused()).as("is not compared any more").isEqualTo(before);
        throughTheProxy("proxied", "198.51.100.8");
        assertThat(refused()).as("is somebody else").isEqualTo(before + 1);
    }

    @Test
    void aBrowserInWhichSomebodyHasLoggedInIsNotShutOutByGuessesAtTheirName() {
        var welcome = enter("kay", "open rye");
        var device = welcome.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("ontime-history-device="))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
        for (var guess = 0; guess < 5; guess++) {
            enter("kay", "wrong");
        }

        assertThat(location(enter("kay", "open rye"))).endsWith("/login?wait");
        assertThat(location(enterFrom(device, "kay", "open rye"))).doesNotContain("/login");
    }

    private HttpResponse<String> throughTheProxy(String name, String client) throws IOException, InterruptedException {
        var credentials = basic(name, "wrong");
        try (var proxy = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral("127.0.0.2"))
                .build()) {
            return proxy.send(
                    HttpRequest.newBuilder(address("/v1/logins"))
                            .headers(credentials)
                            .header("X-Forwarded-For", client)
                            .build(),
                    BodyHandlers.ofString(UTF_8));
        }
    }

    private long refused() {
        return jdbc.sql("SELECT count(*) FROM audit WHERE action = 'LOGIN_REFUSED'")
                .query(Long.class)
                .single();
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }
}

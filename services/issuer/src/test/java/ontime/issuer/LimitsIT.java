package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ontime.events.LoginRefused;
import ontime.events.RefusalReason;
import ontime.events.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller who asks too often is told, with the default policy. */
class LimitsIT {

    private final Replicas replicas = Replicas.shared();
    private final RunningIssuer issuer = replicas.of(0);
    private final String user = RunningIssuer.newUser();

    @AfterEach
    void letTimeRun() {
        replicas.letTimeRun();
    }

    @Test
    void theSixthCodeOfAUserInTenMinutesIsRefusedUntilOneMoreMayBeAskedFor() {
        Instant now = replicas.stopTheClocks();
        for (int i = 0; i < 5; i++) {
            assertThat(ask(i, user, mail(i)).status()).isEqualTo(201);
        }

        Answer refused = ask(5, user, mail(5));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.text("/type")).isEqualTo("rate-limited");
        assertThat(refused.text("/limit")).isEqualTo("user");
        Instant retryAt = Instant.parse(refused.text("/retryAt"));
        assertThat(retryAt).isBetween(now.plus(Duration.ofMinutes(10)), now.plus(Duration.ofMinutes(11)));
        Duration pause = Duration.between(now, retryAt);
        assertThat(refused.header("Retry-After")).isEqualTo(Long.toString(Math.ceilDiv(pause.toMillis(), 1_000)));
        LoginRefused event = refusal(refused.text("/loginId"));
        assertThat(event.getReason()).isEqualTo(RefusalReason.RATE_LIMITED);
        assertThat(event.getLimit()).isEqualTo("user");
        assertThat(event.getRetryAt()).isEqualTo(retryAt);
        assertThat(event.getUserId()).isEqualTo(user);

        replicas.advance(pause.minusMillis(1));
        assertThat(ask(6, user, mail(6)).status()).isEqualTo(429);
        replicas.advance(Duration.ofMillis(1));
        assertThat(ask(7, user, mail(7)).status()).isEqualTo(201);
    }

    @Test
    void aDestinationIsNotFloodedInTheNameOfManyUsers() {
        replicas.stopTheClocks();
        for (int i = 0; i < 5; i++) {
            assertThat(ask(i, user + "-" + i, mail(0)).status()).isEqualTo(201);
        }

        assertThat(ask(5, user + "-5", mail(0)).text("/limit")).isEqualTo("destination");
        assertThat(ask(6, user + "-5", mail(1)).status()).isEqualTo(201);
    }

    @Test
    void anAddressThatAsksForManyUsersIsRefusedWithItsWholeNetwork() {
        replicas.stopTheClocks();
        String network = "2001:db8:" + Integer.toHexString(user.hashCode() & 0xffff) + ":7:";
        for (int i = 0; i < 30; i++) {
            assertThat(ask(i, user + "-" + i, mail(i) + ip(network + ":" + Integer.toHexString(i + 1)))
                            .status())
                    .isEqualTo(201);
        }

        assertThat(ask(30, user + "-30", mail(30) + ip(network + "ffff:ffff:ffff:ffff"))
                        .text("/limit"))
                .isEqualTo("client-ip");
        assertThat(ask(31, user + "-31", mail(31)).status())
                .as("no address is named")
                .isEqualTo(201);
    }

    @Test
    void fiftyRequestsAtOnceAtTwoIssuersGetFiveCodes() throws Exception {
        replicas.stopTheClocks();
        var start = new CountDownLatch(1);
        var answers = new ArrayList<Future<Answer>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                int racer = i;
                answers.add(threads.submit(() -> {
                    start.await();
                    return ask(racer, user, mail(racer));
                }));
            }
            start.countDown();
        }

        var statuses = new ArrayList<Integer>();
        for (var answer : answers) {
            statuses.add(answer.get().status());
        }
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(5);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(45);
    }

    @Test
    void aRequestThatIsRepeatedByItsKeyCountsOnce() {
        replicas.stopTheClocks();
        for (int i = 0; i < 10; i++) {
            assertThat(ask(i, user, mail(0), "key-of-" + user).status()).isEqualTo(201);
        }
        for (int i = 1; i < 5; i++) {
            assertThat(ask(i, user, mail(i)).status()).isEqualTo(201);
        }

        Answer refused = ask(0, user, mail(9), "another-key-of-" + user);

        assertThat(refused.status()).isEqualTo(429);
        replicas.advance(Duration.ofMinutes(11));
        assertThat(ask(1, user, mail(9), "another-key-of-" + user).status())
                .as("what was refused may be asked for again under the same key")
                .isEqualTo(201);
    }

    @Test
    void aRequestThatIsRefusedForAnotherReasonCountsAgainstNothing() {
        replicas.stopTheClocks();
        for (int i = 0; i < 10; i++) {
            assertThat(ask(i, user, "\"phone\": \"+1 202 555 0143\"").status()).isEqualTo(422);
        }

        assertThat(ask(0, user, mail(0)).status()).isEqualTo(201);
    }

    @Test
    void refusalsAreMeasuredByTheirLimit() {
        replicas.stopTheClocks();
        for (int i = 0; i < 6; i++) {
            ask(0, user, mail(i));
        }

        assertThat(issuer.get("/actuator/prometheus").response().body())
                .contains("otp_limited_total{limit=\"user\"}", "otp_refusals_total{reason=\"RATE_LIMITED\"}");
    }

    private Answer ask(int replica, String who, String fields) {
        return ask(replica, who, fields, "key-" + RunningIssuer.newUser());
    }

    private Answer ask(int replica, String who, String fields, String key) {
        return RunningIssuer.send(replicas.of(replica)
                .request("/v1/challenges")
                .setHeader("Authorization", "Bearer " + RunningIssuer.STRICT_KEY)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString("{\"userId\": \"%s\", %s}".formatted(who, fields))));
    }

    /** An address that no other test knows. */
    private String mail(int number) {
        return "\"email\": \"%s-%d@example.com\"".formatted(user, number);
    }

    private static String ip(String address) {
        return ", \"clientIp\": \"" + address + '"';
    }

    private static LoginRefused refusal(String login) {
        return (LoginRefused) Topics.shared()
                .awaitRecords(Topic.RECEIPTS, login, 1)
                .getFirst()
                .value();
    }
}

package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import ontime.events.OtpRequested;
import ontime.events.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two issuers behave as one, whichever a balancer chooses and however requests race. */
class ReplicasIT {

    private static final int RACERS = 40;

    private final Replicas replicas = Replicas.shared();
    private final Topics topics = Topics.shared();
    private final String user = RunningIssuer.newUser();

    @AfterEach
    void letTimeRun() {
        replicas.letTimeRun();
    }

    @Test
    void aRightCodeIsAcceptedOnceWhoeverIsAsked() throws Exception {
        String challenge =
                replicas.of(0).ask(user, "\"phone\": \"07700 900123\"").text("/challengeId");
        String code = topics.awaitCode(challenge);

        List<Answer> answers = race(racer -> replicas.of(racer).check(challenge, code));

        assertThat(answers)
                .extracting(answer -> answer.text("/outcome"))
                .filteredOn("VERIFIED"::equals)
                .hasSize(1);
    }

    @Test
    void fiveWrongCodesAreAllThatAreTakenWhoeverIsAsked() throws Exception {
        String challenge =
                replicas.of(0).ask(user, "\"phone\": \"07700 900123\"").text("/challengeId");
        String wrong = Desk.other(topics.awaitCode(challenge));

        List<Answer> answers = race(racer -> replicas.of(racer).check(challenge, wrong));

        assertThat(answers)
                .extracting(answer -> answer.text("/outcome"))
                .filteredOn("WRONG_CODE"::equals)
                .hasSize(5);
        assertThat(answers)
                .extracting(answer -> answer.text("/outcome"))
                .filteredOn("LOCKED"::equals)
                .hasSize(RACERS - 5);
    }

    @Test
    void manyClicksOnResendSendTheCodeOnceMore() throws Exception {
        replicas.stopTheClocks();
        String challenge =
                replicas.of(0).ask(user, "\"phone\": \"07700 900123\"").text("/challengeId");
        replicas.advance(Duration.ofSeconds(30));

        List<Answer> answers = race(racer -> replicas.of(racer).resend(challenge, "{}"));

        assertThat(answers)
                .extracting(Answer::status)
                .filteredOn(status -> status == 200)
                .hasSize(1);
        assertThat(answers)
                .extracting(answer -> answer.text("/type"))
                .filteredOn("still-valid"::equals)
                .hasSize(RACERS - 1);
        assertThat(topics.awaitRequest(challenge, 2).getDelivery()).isEqualTo(2);
        awaitAllPublished();
        assertThat(topics.requests(challenge, 3)).isEmpty();
    }

    @Test
    void aRequestThatIsRetriedInParallelHasOneEffectAndOneAnswer() throws Exception {
        String body = "{\"userId\": \"%s\", \"phone\": \"07700 900123\"}".formatted(user);

        List<Answer> answers = race(racer -> ask(replicas.of(racer), "key-" + user, body));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers)
                .extracting(answer -> answer.response().body())
                .containsOnly(answers.getFirst().response().body());
        awaitAllPublished();
        assertThat(topics.records(Topic.REQUESTS, "demo:" + user).stream()
                        .filter(record -> record.value() instanceof OtpRequested))
                .hasSize(2);
    }

    @Test
    void loginsThatRaceGetSequencesOfTheirOwnAndOneOfThemCounts() throws Exception {
        List<Answer> answers = race(racer -> replicas.of(racer).ask(user, "\"phone\": \"07700 900123\""));

        assertThat(answers)
                .extracting(answer -> answer.body().at("/sequence").asLong())
                .doesNotHaveDuplicates();
        assertThat(answers)
                .extracting(answer -> replicas.of(1)
                        .get("/v1/challenges/" + answer.text("/challengeId"))
                        .text("/status"))
                .filteredOn("REQUESTED"::equals)
                .hasSize(1);
    }

    /** One of their own after what raced, so that all that the racers could have published has been read. */
    private void awaitAllPublished() {
        String last = replicas.of(1).ask(user, "\"phone\": \"07700 900123\"").text("/challengeId");
        topics.awaitRequest(last, 1);
    }

    private static Answer ask(RunningIssuer issuer, String key, String body) {
        return RunningIssuer.send(
                issuer.request("/v1/challenges").header("Idempotency-Key", key).POST(BodyPublishers.ofString(body)));
    }

    private static List<Answer> race(IntFunction<Answer> request) throws InterruptedException, ExecutionException {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> racing = IntStream.range(0, RACERS)
                    .mapToObj(racer -> threads.submit(() -> {
                        start.await();
                        return request.apply(racer);
                    }))
                    .toList();
            start.countDown();
            var answers = new ArrayList<Answer>();
            for (var racer : racing) {
                answers.add(racer.get());
            }
            return answers;
        }
    }
}

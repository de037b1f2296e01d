package ontime.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import ontime.delivery.neighbours.RequestMaker;
import ontime.delivery.neighbours.Topics;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.OtpRequested;
import ontime.infrastructure.TestInfrastructure;
import ontime.sealing.Message;
import ontime.sms.SnsStub.Answer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a worker that stops, or is killed, leaves to the next one. */
class SmsWorkerRestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path keys = Path.of("target", "keys");
    private final RequestMaker issuer = new RequestMaker(keys, InstantSource.system());
    private final SnsStub sns = new SnsStub();
    private final CountDownLatch answer = new CountDownLatch(1);

    SmsWorkerRestartIT() throws IOException {}

    @AfterEach
    void stop() {
        answer.countDown();
        sns.close();
    }

    @Test
    void aWorkerThatIsKilledBetweenCallAndCommitIsFollowedByOneThatSendsTheSameMessageAgain() throws Exception {
        String number = "+447700900201";
        answerLate(number);
        RunningSmsWorker.start(keys, sns.endpoint()).close();
        Process killed = process();
        try (var topics = new Topics(TestInfrastructure.properties())) {
            RecordMetadata request = topics.publish(sms("killed", number));
            await().atMost(PATIENCE).until(() -> sns.texts(number).size() == 1);

            killed.destroyForcibly().waitFor();

            assertThat(topics.committed("sms-worker", request)).isLessThanOrEqualTo(request.offset());
            assertThat(topics.told("killed")).isEmpty();
            try (var _ = RunningSmsWorker.start(keys, sns.endpoint())) {
                awaitAccepted(topics, "killed");
                await().atMost(PATIENCE).until(() -> topics.committed("sms-worker", request) == request.offset() + 1);
            }
        } finally {
            killed.destroyForcibly().waitFor();
        }
        assertThat(sns.texts(number)).hasSize(2).containsOnly(RequestMaker.CODE);
    }

    @Test
    void aWorkerThatIsStoppedFinishesItsCallAndLeavesARetryToTheNext() throws Exception {
        String slow = "+447700900202";
        String throttled = "+447700900203";
        answerLate(slow);
        // More refusals than the worker can collect while this test looks at it, so that one is always awaited.
        Stream.generate(() -> Answer.refused(400, "Throttling", throttled))
                .limit(5)
                .forEach(refusal -> sns.willAnswer(throttled, refusal));
        var first = RunningSmsWorker.start(keys, sns.endpoint());
        try (var topics = new Topics(TestInfrastructure.properties())) {
            RecordMetadata slowRequest = topics.publish(sms("slow", slow));
            RecordMetadata throttledRequest = topics.publish(sms("throttled-at-stop", throttled));
            await().atMost(PATIENCE)
                    .until(() -> topics.told("throttled-at-stop").size() >= 3
                            && sns.texts(slow).size() == 1);

            Thread stopping = Thread.ofVirtual().start(first::close);
            await().atMost(PATIENCE).until(() -> !first.management().isHealthy("readiness"));
            answer.countDown();
            stopping.join();

            assertThat(topics.committed("sms-worker", slowRequest)).isEqualTo(slowRequest.offset() + 1);
            assertThat(topics.committed("sms-worker", throttledRequest)).isLessThanOrEqualTo(throttledRequest.offset());
            try (var _ = RunningSmsWorker.start(keys, sns.endpoint())) {
                awaitAccepted(topics, "throttled-at-stop");
            }
            assertThat(sns.texts(slow)).hasSize(1);
        }
    }

    /** The first call for the number stays without an answer until the test lets go. */
    private void answerLate(String number) {
        sns.willAnswer(number, () -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Answer.accepted();
        });
    }

    private Process process() throws IOException {
        var command = Stream.of(
                Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Daws.accessKeyId=test",
                        "-Daws.secretAccessKey=test",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmsWorkerApplication.class.getName()),
                RunningSmsWorker.arguments(keys, sns.endpoint()).stream());
        return new ProcessBuilder(command.flatMap(part -> part).toList())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "killed-worker.log").toFile())
                .start();
    }

    private OtpRequested sms(String challengeId, String number) {
        return issuer.sms(challengeId, new Message(number, null, null, RequestMaker.CODE, null))
                .build();
    }

    private static void awaitAccepted(Topics topics, String challengeId) {
        List<DeliveryReceipt> told = await().atMost(PATIENCE)
                .until(
                        () -> topics.told(challengeId),
                        receipts ->
                                receipts.stream().anyMatch(receipt -> receipt.getStatus() == DeliveryStatus.ACCEPTED));
        assertThat(told.getLast().getStatus()).isEqualTo(DeliveryStatus.ACCEPTED);
    }
}

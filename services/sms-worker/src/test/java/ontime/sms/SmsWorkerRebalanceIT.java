package ontime.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import ontime.delivery.neighbours.RequestMaker;
import ontime.delivery.neighbours.Topics;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.infrastructure.TestInfrastructure;
import ontime.sealing.Message;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two workers of one group: one comes, one goes, and nobody waiting for a code notices. */
class SmsWorkerRebalanceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EACH = 12;

    private final Path keys = Path.of("target", "keys");
    private final RequestMaker issuer = new RequestMaker(keys, InstantSource.system());
    private final SnsStub sns = new SnsStub();

    SmsWorkerRebalanceIT() throws IOException {}

    @AfterEach
    void stop() {
        sns.close();
    }

    @Test
    void whileWorkersComeAndGoEveryCodeIsSentOnceAndCommitted() {
        var first = RunningSmsWorker.start(keys, sns.endpoint());
        try (var topics = new Topics(TestInfrastructure.properties())) {
            List<RecordMetadata> alone = publish(topics, 0);
            try (var second = RunningSmsWorker.start(keys, sns.endpoint())) {
                List<RecordMetadata> together = publish(topics, EACH);
                awaitSentOnce(topics, 2 * EACH);

                first.close();
                List<RecordMetadata> left = publish(topics, 2 * EACH);
                awaitSentOnce(topics, 3 * EACH);

                awaitCommitted(topics, alone);
                awaitCommitted(topics, together);
                awaitCommitted(topics, left);
                assertThat(second.management().metrics()).contains("otp_duplicates_total{channel=\"SMS\"} 0.0");
            }
        }
    }

    private List<RecordMetadata> publish(Topics topics, int from) {
        return IntStream.range(from, from + EACH)
                .mapToObj(number -> topics.publish(
                        issuer.sms("moving-" + number, new Message(phone(number), null, null, RequestMaker.CODE, null))
                                .build()))
                .toList();
    }

    private void awaitSentOnce(Topics topics, int all) {
        for (int number = 0; number < all; number++) {
            String challenge = "moving-" + number;
            await(challenge)
                    .atMost(PATIENCE)
                    .until(() -> !topics.told(challenge).isEmpty());
            assertThat(topics.told(challenge))
                    .extracting(DeliveryReceipt::getStatus)
                    .containsExactly(DeliveryStatus.ACCEPTED);
            assertThat(sns.texts(phone(number))).hasSize(1);
        }
    }

    private static void awaitCommitted(Topics topics, List<RecordMetadata> records) {
        for (RecordMetadata record : records) {
            await().atMost(PATIENCE).until(() -> topics.committed("sms-worker", record) > record.offset());
        }
    }

    private static String phone(int number) {
        return "+447700900" + (300 + number);
    }
}

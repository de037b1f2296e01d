package ontime.issuer.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ontime.events.Topic;
import ontime.infrastructure.TestInfrastructure;
import ontime.issuer.MovableClock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiptsHeardIT {

    private static final int PARTITIONS = 12;
    private static final Map<String, Object> BROKER = Map.of("bootstrap.servers", TestInfrastructure.kafka());

    private final String group = "heard-" + UUID.randomUUID();
    private final MovableClock clock = new MovableClock();
    private final Admin broker = Admin.create(BROKER);
    private final ReceiptsHeard heard = new ReceiptsHeard(Admin.create(BROKER), group, clock);

    @BeforeEach
    void declareTheTopic() throws InterruptedException {
        clock.stop();
        try {
            broker.createTopics(Arrays.asList(Topic.declarations(PARTITIONS)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
        }
        write();
        await().until(() -> ends().values().stream().anyMatch(end -> end.offset() > 0));
    }

    @AfterEach
    void close() {
        heard.close();
        broker.close();
    }

    @Test
    void whereNothingWasReadNothingWasHeard() {
        assertThat(heard.upTo()).isEqualTo(Instant.MIN);
    }

    @Test
    void allThatIsWrittenWasHeardWhenItIsHandled() {
        handleAll();

        assertThat(heard.upTo()).isEqualTo(clock.instant());
    }

    @Test
    void whatComesMeanwhileDoesNotHideThatEarlierReceiptsWereHandled() {
        Instant first = clock.instant();
        heard.upTo();
        handleAll();
        clock.advance(Duration.ofSeconds(1));
        write();

        assertThat(heard.upTo()).isEqualTo(first);

        handleAll();
        Instant second = clock.instant();
        clock.advance(Duration.ofSeconds(1));
        write();
        assertThat(heard.upTo()).isEqualTo(second);
    }

    @Test
    void whenTheBrokerDoesNotAnswerWhatWasHeardBeforeStands() {
        handleAll();
        Instant before = heard.upTo();
        clock.advance(Duration.ofSeconds(1));
        heard.close();

        assertThat(heard.upTo()).isEqualTo(before);
    }

    private static void write() {
        try (var producer = new KafkaProducer<>(BROKER, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.RECEIPTS.topicName(), "a receipt".getBytes(UTF_8)))
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the readers of the group do. */
    private void handleAll() {
        try {
            broker.alterConsumerGroupOffsets(
                            group,
                            ends().entrySet().stream()
                                    .collect(Collectors.toMap(
                                            Map.Entry::getKey,
                                            end -> new OffsetAndMetadata(
                                                    end.getValue().offset()))))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new TopicPartition(Topic.RECEIPTS.topicName(), number))
                .collect(Collectors.toMap(one -> one, _ -> OffsetSpec.latest()));
        return broker.listOffsets(latest).all().get();
    }
}

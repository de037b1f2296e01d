package ontime.delivery.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import ontime.delivery.Pause;
import ontime.delivery.Receipts;
import ontime.delivery.TraceContext;
import ontime.events.DeliveryReceipt;
import ontime.events.EventHeaders;
import ontime.events.Topic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/** Publishes receipts and does not give up: without its receipt a delivery would look as if it had never ended. */
final class KafkaReceipts implements Receipts {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaReceipts.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final KafkaOperations<String, Object> kafka;
    private final URI source;
    private final Pause pause;

    KafkaReceipts(KafkaOperations<String, Object> kafka, URI source, Pause pause) {
        this.kafka = kafka;
        this.source = source;
        this.pause = pause;
    }

    @Override
    public void publish(DeliveryReceipt receipt, TraceContext trace) throws InterruptedException {
        var headers = EventHeaders.describing(receipt, receipt.getEventId(), source, receipt.getOccurredAt());
        while (true) {
            var published =
                    new ProducerRecord<String, Object>(Topic.RECEIPTS.topicName(), receipt.getChallengeId(), receipt);
            headers.forEach((name, value) -> published.headers().add(name, value.getBytes(UTF_8)));
            if (trace.traceparent() != null) {
                published
                        .headers()
                        .add(EventHeaders.TRACE_PARENT, trace.traceparent().getBytes(UTF_8));
            }
            try {
                kafka.send(published).get();
                return;
            } catch (ExecutionException | RuntimeException e) {
                LOG.warn("receipt of challenge {} not published yet, trying again", receipt.getChallengeId(), e);
                pause.last(BETWEEN_TRIES);
            }
        }
    }
}

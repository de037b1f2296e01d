package ontime.bench.baseline;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.util.List;
import ontime.events.OtpRequested;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Confluent's parallel consumer in the order of each key. KEY order, because the codes of a user depend on each other;
 * the concurrency that the provider carries, as its README says of {@code maxConcurrency}; and asynchronous periodic
 * commits, of which {@code CommitMode} says that they are the fastest option.
 */
final class ByKey {

    private ByKey() {}

    static void start(BaselineSettings settings) {
        var kafka = new ServiceKafka(settings.bootstrapServers(), settings.registryUrl());
        var sending = new Sending(settings, kafka);
        var options = ParallelConsumerOptions.<String, Object>builder()
                .consumer(new KafkaConsumer<>(kafka.consumer("parallel-consumer")))
                .ordering(ProcessingOrder.KEY)
                .maxConcurrency(settings.concurrency())
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .build();
        ParallelStreamProcessor<String, Object> processor = ParallelStreamProcessor.createEosStreamProcessor(options);
        processor.subscribe(List.of(settings.topic()));
        processor.poll(context -> sending.sendAndTell((OtpRequested) context.value()));
    }
}

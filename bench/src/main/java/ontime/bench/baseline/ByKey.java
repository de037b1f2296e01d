package ontime.bench.baseline;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.util.List;
import java.util.concurrent.Semaphore;
import ontime.events.OtpRequested;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Confluent's parallel consumer in the order of each key. KEY order, because the codes of a user depend on each other;
 * as many calls as the provider carries, and threads for those that wait for a receipt; and asynchronous periodic
 * commits, of which {@code CommitMode} says that they are the fastest option.
 */
final class ByKey {

    /** Those that are not calling wait for the acknowledgement of a receipt, which must not cost a place. */
    private static final int THREADS_PER_CALL = 2;

    private ByKey() {}

    static void start(BaselineSettings settings) {
        var kafka = new ServiceKafka(settings.bootstrapServers(), settings.registryUrl());
        var sending = new Sending(settings, kafka);
        var places = new Semaphore(settings.concurrency(), true);
        var options = ParallelConsumerOptions.<String, Object>builder()
                .consumer(new KafkaConsumer<>(kafka.consumer("parallel-consumer")))
                .ordering(ProcessingOrder.KEY)
                .maxConcurrency(settings.concurrency() * THREADS_PER_CALL)
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .build();
        ParallelStreamProcessor<String, Object> processor = ParallelStreamProcessor.createEosStreamProcessor(options);
        processor.subscribe(List.of(settings.topic()));
        processor.poll(context -> sending.sendAndTell((OtpRequested) context.value(), places));
    }
}

package ontime.bench.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ontime.bench.baseline.BaselineSettings;
import ontime.bench.baseline.ServiceKafka;
import ontime.events.Topic;
import ontime.infrastructure.Folders;
import ontime.infrastructure.LocalKafka;
import ontime.infrastructure.Ports;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** A broker of its own for one part, so that nothing that an earlier one left on a topic is read by a later one. */
final class Field implements AutoCloseable {

    /** Where a baseline reads that runs at the same time as the worker. */
    static final String OTHER_TOPIC = "bench.requests";

    private static final int PARTITIONS = 12;
    private static final Duration LONG_LIFE = Duration.ofHours(1);
    private static final int RECORDS_BETWEEN_WORDS = 100_000;

    private final Path home;
    private final Path data;
    private final String registryUrl;
    private final Requests requests;
    private final LocalKafka kafka;
    private final ServiceKafka settings;
    private final int keptOneIn;
    private final Post post;
    private int logs;

    private Field(
            Path home,
            Path data,
            String registryUrl,
            Requests requests,
            LocalKafka kafka,
            ServiceKafka settings,
            int keptOneIn) {
        this.home = home;
        this.data = data;
        this.registryUrl = registryUrl;
        this.requests = requests;
        this.kafka = kafka;
        this.settings = settings;
        this.keptOneIn = keptOneIn;
        this.post = Post.single(settings, keptOneIn);
    }

    static Field open(Path home, int number, String registryUrl, Requests requests, int keptOneIn) throws Exception {
        Path data = home.resolve("kafka-" + number);
        var kafka = LocalKafka.start(data, Ports.free());
        var settings = new ServiceKafka(kafka.bootstrapServers(), registryUrl);
        try (var admin = Admin.create(settings.admin())) {
            var topics = Stream.concat(
                            Stream.of(Topic.declarations(PARTITIONS)),
                            Stream.of(new NewTopic(OTHER_TOPIC, PARTITIONS, (short) 1)))
                    .toList();
            admin.createTopics(topics).all().get();
            // A broker leads a partition a moment after it says so. A producer that is too early is told off, and one
            // that goes on at full speed may leave a batch behind for ever.
            var latest = topics.stream()
                    .flatMap(topic -> IntStream.range(0, topic.numPartitions())
                            .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                    .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
            admin.listOffsets(latest).all().get();
        }
        return new Field(home, data, registryUrl, requests, kafka, settings, keptOneIn);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    Requests requests() {
        return requests;
    }

    Post post() {
        return post;
    }

    /** Where a process is told to find everything. */
    BaselineSettings surroundings(SnsStub sns, String topic, Limits limits) {
        return new BaselineSettings(
                kafka.bootstrapServers(),
                registryUrl,
                home.resolve("keys").resolve("sms.private.json"),
                sns.endpoint(),
                topic,
                limits.callsInFlight(),
                limits.perSecond(),
                limits.pending());
    }

    /** A file for what a process says. */
    Path log(String name) {
        return home.resolve(name.replaceAll("[^a-z0-9]+", "-") + "-" + data.getFileName() + "-" + logs++ + ".log");
    }

    /** Puts requests of as many people on the worker's topic, before anybody reads it. */
    void prepare(int count) throws Exception {
        // Sealing is what takes the time here, and both cores can do it.
        var told = new AtomicInteger();
        try (var bulk = Post.bulk(settings, keptOneIn)) {
            List<Future<RecordMetadata>> published = IntStream.range(0, count)
                    .parallel()
                    .mapToObj(number -> {
                        if (told.incrementAndGet() % RECORDS_BETWEEN_WORDS == 0) {
                            System.out.println("   " + told.get() + " of " + count + " records prepared");
                        }
                        return bulk.publish(
                                bulk.record(Topic.REQUESTS.topicName(), requests.of(Click.only(number), LONG_LIFE)));
                    })
                    .toList();
            for (Future<RecordMetadata> each : published) {
                each.get();
            }
        }
    }

    /**
     * The same of people with numbers from {@code first} on, all sealed before the first is published: whoever reads
     * already has the cores for itself sooner.
     */
    void heap(int first, int count) throws Exception {
        var sealed = IntStream.range(first, first + count)
                .parallel()
                .mapToObj(number -> requests.of(Click.only(number), LONG_LIFE))
                .toList();
        try (var bulk = Post.bulk(settings, keptOneIn)) {
            var published = new ArrayList<Future<RecordMetadata>>();
            sealed.forEach(request -> published.add(bulk.publish(bulk.record(Topic.REQUESTS.topicName(), request))));
            for (Future<RecordMetadata> each : published) {
                each.get();
            }
        }
    }

    @Override
    public void close() {
        post.close();
        kafka.close();
        Folders.delete(data);
    }
}

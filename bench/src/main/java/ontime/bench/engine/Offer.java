package ontime.bench.engine;

import java.time.Duration;
import java.util.function.Supplier;
import ontime.bench.measure.OpenLoop;

/** Publishes the requests of clicks at a fixed rate, and notes when. */
final class Offer {

    static final Duration LIFE = Duration.ofMinutes(5);

    private final Field field;
    private final String topic;
    private final CallLog log;

    Offer(Field field, String topic, CallLog log) {
        this.field = field;
        this.topic = topic;
        this.log = log;
    }

    /** Returns when the broker has all of them. */
    void run(int perSecond, int count, Supplier<Click> clicks) throws InterruptedException {
        OpenLoop.run(perSecond, count, beat -> {
            Click click = clicks.get();
            var request = field.requests().of(click, LIFE);
            var record = field.post().record(topic, request);
            log.published(click.number(), System.nanoTime());
            field.post().publish(record).get();
        });
    }
}

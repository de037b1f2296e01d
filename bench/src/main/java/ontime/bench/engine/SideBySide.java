package ontime.bench.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ontime.bench.baseline.Baseline;

/** The worker and the first-in-first-out baseline at the same time, on topics of their own. */
final class SideBySide implements AutoCloseable {

    private static final long SECONDS_BETWEEN_WORDS = 20;

    private final Scene ours;
    private final Scene other;

    private SideBySide(Scene ours, Scene other) {
        this.ours = ours;
        this.other = other;
    }

    static SideBySide open(Field field, Limits limits, Duration patience, int clicks) throws Exception {
        var ours = Scene.open(field, new Contender.Ours(), limits, patience, clicks);
        var other = Scene.open(
                field, new Contender.Other(Baseline.FIRST_IN_FIRST_OUT, Field.OTHER_TOPIC), limits, patience, clicks);
        return new SideBySide(ours, other);
    }

    Scene ours() {
        return ours;
    }

    Scene other() {
        return other;
    }

    List<Scene> both() {
        return List.of(ours, other);
    }

    /** Clicks at a rate for a time, at both. {@code meanwhile} runs on this thread. */
    void click(int perSecond, Duration time, Meanwhile meanwhile) throws Exception {
        int count = Math.toIntExact(perSecond * time.toSeconds());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clicking = new ArrayList<Future<?>>();
            for (Scene scene : both()) {
                clicking.add(threads.submit(() -> {
                    scene.click(perSecond, count);
                    return null;
                }));
            }
            meanwhile.happens();
            for (Future<?> each : clicking) {
                await(each);
            }
        }
    }

    /** What changes in the world while people click. */
    interface Meanwhile {
        void happens() throws Exception;
    }

    private void await(Future<?> clicking) throws Exception {
        while (true) {
            try {
                clicking.get(SECONDS_BETWEEN_WORDS, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                System.out.printf(
                        "   %d clicks; calls: %s %d, %s %d%n",
                        ours.clicks(), ours.title(), ours.calls(), other.title(), other.calls());
            }
        }
    }

    @Override
    public void close() throws IOException {
        ours.close();
        other.close();
    }
}

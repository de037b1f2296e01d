package ontime.bench.measure;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Starts work at a fixed rate, whether or not what was started before has ended: people who click do not wait for each
 * other, and a slow answer must not hide the ones that would have been slow after it.
 */
public final class OpenLoop {

    private static final int ONE_IN = 100;

    private OpenLoop() {}

    /** What is done at each beat. */
    public interface Work {
        void at(int beat) throws Exception;
    }

    /**
     * Returns when all of it has ended.
     *
     * @throws IllegalStateException when more than one beat in a hundred failed, with the first failure: what the
     *     others took would say little
     */
    public static void run(int perSecond, int beats, Work work) throws InterruptedException {
        var done = new CountDownLatch(beats);
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        try (var beat = Executors.newSingleThreadScheduledExecutor();
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int index = 0; index < beats; index++) {
                int number = index;
                var _ = beat.schedule(
                        () -> workers.execute(() -> {
                            try {
                                work.at(number);
                            } catch (Exception e) {
                                failures.add(e);
                            } finally {
                                done.countDown();
                            }
                        }),
                        index * 1_000_000_000L / perSecond,
                        TimeUnit.NANOSECONDS);
            }
            done.await();
        }
        var first = failures.peek();
        if (first != null) {
            var what = failures.size() + " of " + beats + " beats failed";
            if (failures.size() * ONE_IN > beats) {
                throw new IllegalStateException(what, first);
            }
            System.err.println(what + ", the first by " + first);
        }
    }
}

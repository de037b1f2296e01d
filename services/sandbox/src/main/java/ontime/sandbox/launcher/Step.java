package ontime.sandbox.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One thing that is started, and what needs it. */
final class Step<T extends AutoCloseable> {
    /** More than a worker gives to the calls that it has under way. */
    private static final long STOP_LIMIT_SECONDS = 15;

    private final CompletableFuture<T> started;
    private final List<Step<?>> neededBy = new ArrayList<>();
    private @Nullable CompletableFuture<Void> stopped;

    Step(CompletableFuture<T> started, List<Step<?>> needs) {
        this.started = started;
        needs.forEach(needed -> needed.neededBy.add(this));
    }

    CompletableFuture<T> started() {
        return started;
    }

    /** What was started; only for steps that need this one, which therefore run later. */
    T result() {
        return started.join();
    }

    /** Stops all that need it, then itself. A start that is under way is waited for, so that nothing is left behind. */
    synchronized CompletableFuture<Void> stop(Startup startup) {
        if (stopped == null) {
            var others = neededBy.stream().map(step -> step.stop(startup)).toArray(CompletableFuture[]::new);
            stopped = CompletableFuture.allOf(others)
                    .thenCombine(started.handle((result, _) -> result), (_, result) -> result)
                    .thenAcceptAsync(startup::close, startup.threads())
                    // One that hangs must not keep the database from being stopped in order.
                    .completeOnTimeout(null, STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        return stopped;
    }
}

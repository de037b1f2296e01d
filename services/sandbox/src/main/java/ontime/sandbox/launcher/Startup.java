package ontime.sandbox.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts things that need one another, as many at a time as their needs allow, and stops them the other way round. */
final class Startup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);
    private static final long STOP_LIMIT_SECONDS = 30;

    private final Progress progress;
    private final Executor threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("start-", 1).factory());
    private final List<Step<?>> steps = new ArrayList<>();
    private final AtomicReference<@Nullable StartFailedException> failure = new AtomicReference<>();
    private volatile boolean stopping;

    Startup(Progress progress) {
        this.progress = progress;
    }

    /** Starts it in the background, as soon as all that it needs has started. */
    <T extends AutoCloseable> Step<T> step(String name, String address, Callable<T> start, Step<?>... needs) {
        var needed = Stream.of(needs).map(Step::started).toArray(CompletableFuture[]::new);
        var started = CompletableFuture.allOf(needed).thenApplyAsync(_ -> take(name, address, start), threads);
        var step = new Step<>(started, List.of(needs));
        steps.add(step);
        return step;
    }

    private <T> T take(String name, String address, Callable<T> start) {
        if (stopping) {
            throw new CancellationException(name);
        }
        try {
            var started = start.call();
            progress.done(name, address);
            return started;
        } catch (Exception | LinkageError e) {
            LOG.error("{} did not start", name, e);
            stopping = true;
            failure.compareAndSet(null, new StartFailedException(name + " did not start: " + reason(e), e));
            throw new CompletionException(e);
        }
    }

    /**
     * Returns when all steps have been taken.
     *
     * @throws StartFailedException when one failed; the others may still have to be stopped
     */
    void await() {
        try {
            CompletableFuture.allOf(steps.stream().map(Step::started).toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException | CancellationException e) {
            throw Optional.ofNullable(failure.get())
                    .orElseGet(() -> new StartFailedException("the start was stopped", e));
        }
    }

    @Override
    public void close() {
        stopping = true;
        CompletableFuture.allOf(steps.stream().map(step -> step.stop(this)).toArray(CompletableFuture[]::new))
                .orTimeout(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)
                .exceptionally(failed -> {
                    LOG.error("not everything has stopped", failed);
                    return null;
                })
                .join();
    }

    Executor threads() {
        return threads;
    }

    void close(@Nullable AutoCloseable started) {
        if (started == null) {
            return;
        }
        try {
            started.close();
        } catch (Exception e) {
            LOG.error("{} did not stop", started, e);
        }
    }

    /** The innermost reason, which is what the person at the terminal can do something about. */
    private static String reason(Throwable failure) {
        var innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return Optional.ofNullable(innermost.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .orElse(innermost.getClass().getName());
    }
}

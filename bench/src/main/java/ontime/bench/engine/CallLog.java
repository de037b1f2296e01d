package ontime.bench.engine;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * When the click of each number was published, when its call reached the provider and when it was accepted, on the
 * clock of {@code System.nanoTime}. Zero means never.
 */
final class CallLog {

    private final AtomicLongArray published;
    private final AtomicLongArray begun;
    private final AtomicLongArray accepted;
    private final LongAdder calls = new LongAdder();
    private final LongAdder acceptances = new LongAdder();

    /** @param capacity numbers of clicks, from 0 */
    CallLog(int capacity) {
        published = new AtomicLongArray(capacity);
        begun = new AtomicLongArray(capacity);
        accepted = new AtomicLongArray(capacity);
    }

    void published(int number, long at) {
        published.set(number, at);
    }

    /** Keeps the first call only: a repeated one is no news for the person. */
    void begun(int number, long at) {
        calls.increment();
        if (number < begun.length()) {
            begun.compareAndSet(number, 0, at);
        }
    }

    void accepted(int number, long at) {
        acceptances.increment();
        if (number < accepted.length()) {
            accepted.compareAndSet(number, 0, at);
        }
    }

    long publishedAt(int number) {
        return published.get(number);
    }

    long begunAt(int number) {
        return begun.get(number);
    }

    long acceptedAt(int number) {
        return accepted.get(number);
    }

    long calls() {
        return calls.sum();
    }

    long acceptances() {
        return acceptances.sum();
    }
}

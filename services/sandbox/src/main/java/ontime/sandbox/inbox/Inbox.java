package ontime.sandbox.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps the newest messages of all phones and mailboxes in memory, and wakes whoever waits for the next one. */
public final class Inbox {

    private final int capacity;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private long last;

    /**
     * A message and its place in the order of arrival.
     *
     * @param number counts all messages since the start, from 1
     */
    public record Entry(long number, Message message) {}

    /**
     * An empty inbox.
     *
     * @param capacity how many messages are kept; the oldest give way
     */
    public Inbox(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("an inbox must hold at least one message");
        }
        this.capacity = capacity;
    }

    public void add(Message message) {
        lock.lock();
        try {
            if (entries.size() == capacity) {
                entries.removeFirst();
            }
            entries.addLast(new Entry(++last, message));
            arrival.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The messages that arrived at or after an instant, in the order of arrival, the newest last. */
    public List<Message> since(Instant since, Predicate<Message> filter) {
        lock.lock();
        try {
            return entries.stream()
                    .map(Entry::message)
                    .filter(message -> !message.at().isBefore(since))
                    .filter(filter)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Where a reader goes on who has read up to a number, or starts who has read nothing: far enough back to see the
     * newest messages, but no more than so many.
     *
     * @param read the highest number that the reader has seen; null or one from before a restart counts as none
     */
    public long resume(@Nullable Long read, int newest) {
        lock.lock();
        try {
            long earliest = Math.max(0, last - newest);
            return read == null || read > last ? earliest : Math.max(earliest, read);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for messages with a higher number.
     *
     * @return those that are there, oldest first; empty when none came in time
     */
    public List<Entry> awaitAfter(long number, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (last <= number && left > 0) {
                left = arrival.awaitNanos(left);
            }
            return after(number);
        } finally {
            lock.unlock();
        }
    }

    private List<Entry> after(long number) {
        List<Entry> found = new ArrayList<>();
        Iterator<Entry> newestFirst = entries.descendingIterator();
        while (newestFirst.hasNext()) {
            Entry entry = newestFirst.next();
            if (entry.number() <= number) {
                break;
            }
            found.addFirst(entry);
        }
        return found;
    }
}

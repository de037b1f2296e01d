package ontime.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed logins, so that nobody can go on guessing passwords. The limit for one name from one address is low;
 * those for a name from anywhere and for an address with any name are higher, so that neither a stranger shuts a
 * colleague out with ease, nor one who mistypes shuts out the office. A browser in which somebody has logged in before
 * is counted by itself: strangers who guess at that name do not shut its owner out.
 *
 * <p>A guess counts from its beginning: of many that come at once no more are compared than may fail.
 */
public final class FailedLogins {

    static final Duration WINDOW = Duration.ofMinutes(10);
    static final int OF_NAME_AND_ADDRESS = 5;
    static final int OF_DEVICE = 5;
    static final int OF_ADDRESS = 50;
    static final int OF_NAME = 100;

    /** Who has to wait may try without end, and what is written of it must not grow as fast. */
    static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    /** Beyond this the oldest are forgotten: somebody who makes names up must not fill the memory. */
    private static final int MOST_KEYS = 10_000;

    /**
     * Who guesses.
     *
     * @param name only a digest of it is kept: one that was made up may be as long as a call may be
     * @param address from which the call comes
     * @param device that has shown before that its owner knows the password of this name; null for a strange one
     */
    record Guesser(String name, String address, @Nullable String device) {

        Guesser {
            name = digest(name);
        }

        private static String digest(String name) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        private List<Key> keys() {
            return device != null
                    ? List.of(new Key("device", name, device, OF_DEVICE))
                    : List.of(
                            new Key("both", name, address, OF_NAME_AND_ADDRESS),
                            new Key("address", "", address, OF_ADDRESS),
                            new Key("name", name, "", OF_NAME));
        }
    }

    private record Key(String kind, String name, String from, int most) {}

    private static final class Count {
        private final Deque<Instant> failures = new ArrayDeque<>();
        private int underWay;
        private @Nullable Instant told;
    }

    /**
     * What is said to somebody who has guessed too often.
     *
     * @param time until it is worth trying again, if nobody else fails meanwhile
     * @param news whether nothing was said of it for a while
     */
    record Pause(Duration time, boolean news) {}

    private final InstantSource clock;
    private final Map<Key, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Count> eldest) {
            return size() > MOST_KEYS && eldest.getValue().underWay == 0;
        }
    };

    public FailedLogins(InstantSource clock) {
        this.clock = clock;
    }

    /** A guess that was let through. It must end in one of these ways. */
    final class Guess {

        private final Guesser guesser;

        private Guess(Guesser guesser) {
            this.guesser = guesser;
        }

        /** They know the password. The failures of others count on. */
        void wasRight() {
            end(guesser, false);
            forget(guesser);
        }

        void wasWrong() {
            end(guesser, true);
        }

        /** Nobody knows whether they know it. */
        void wasNotCompared() {
            end(guesser, false);
        }
    }

    /**
     * Lets a guess through, or nothing when too many have failed. While so many are under way that they might be too
     * many, it waits for them: one who sends several calls at once with the right password is not refused.
     */
    synchronized Optional<Guess> begin(Guesser guesser) throws InterruptedException {
        var keys = guesser.keys();
        while (true) {
            if (keys.stream().anyMatch(key -> failures(key) >= key.most)) {
                return Optional.empty();
            }
            if (keys.stream().allMatch(key -> failures(key) + underWay(key) < key.most)) {
                break;
            }
            wait();
        }
        keys.forEach(key -> counts.computeIfAbsent(key, _ -> new Count()).underWay++);
        return Optional.of(new Guess(guesser));
    }

    /** How long somebody has to wait whose guess was not let through. */
    synchronized Pause pause(Guesser guesser) {
        var now = clock.instant();
        var full =
                guesser.keys().stream().filter(key -> failures(key) >= key.most).toList();
        var ends = full.stream().map(this::ends).max(Comparator.naturalOrder()).orElse(now);
        boolean news = full.stream().allMatch(key -> isNews(count(key), now));
        full.forEach(key -> count(key).told = news ? now : count(key).told);
        return new Pause(Duration.between(now, ends), news);
    }

    /** When so many of its failures will be forgotten that there is room for one more. */
    private Instant ends(Key key) {
        var failures = count(key).failures;
        return failures.stream()
                .skip(failures.size() - key.most)
                .findFirst()
                .orElseThrow()
                .plus(WINDOW);
    }

    private static boolean isNews(Count count, Instant now) {
        return count.told == null || !count.told.plus(TOLD_EVERY).isAfter(now);
    }

    private Count count(Key key) {
        return Objects.requireNonNull(counts.get(key), "only what has failed is full");
    }

    private synchronized void end(Guesser guesser, boolean failed) {
        var now = clock.instant();
        for (var key : guesser.keys()) {
            var count = counts.computeIfAbsent(key, _ -> new Count());
            count.underWay--;
            if (failed) {
                count.failures.addLast(now);
            }
            if (isOver(count)) {
                counts.remove(key);
            }
        }
        dropOldest();
        notifyAll();
    }

    /** Drops, of those that were counted longest ago, all that count nothing any more. */
    private void dropOldest() {
        var oldest = counts.values().iterator();
        while (oldest.hasNext() && isOver(oldest.next())) {
            oldest.remove();
        }
    }

    private boolean isOver(Count count) {
        return count.underWay == 0 && failures(count) == 0;
    }

    /** How many guessers are counted. */
    synchronized int counted() {
        return counts.size();
    }

    private synchronized void forget(Guesser guesser) {
        var narrowest = counts.get(guesser.keys().getFirst());
        if (narrowest != null) {
            narrowest.failures.clear();
        }
        dropOldest();
    }

    private int underWay(Key key) {
        var count = counts.get(key);
        return count == null ? 0 : count.underWay;
    }

    private int failures(Key key) {
        var count = counts.get(key);
        return count == null ? 0 : failures(count);
    }

    private int failures(Count count) {
        var first = clock.instant().minus(WINDOW);
        while (!count.failures.isEmpty() && count.failures.getFirst().isBefore(first)) {
            count.failures.removeFirst();
        }
        return count.failures.size();
    }
}

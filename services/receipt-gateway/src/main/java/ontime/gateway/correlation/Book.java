package ontime.gateway.correlation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where handovers and reports wait for each other. Every method is one unit of work: done as a whole or not at all. */
public interface Book {

    /**
     * Takes what a call brought. A report that is there already is not taken twice.
     *
     * @return false when a call of this identifier was taken before; then nothing is taken
     */
    boolean take(Call call, Instant now);

    /** Takes notice of messages that providers have taken. A handover that is there already stays as it is. */
    void add(Collection<Expected> handovers);

    /** A challenge's code was entered: nobody is to be told that its messages are unaccounted for. */
    void settle(Collection<Challenge> challenges);

    /**
     * Hands out reports that have met their delivery, oldest first, and remembers them as published when the publisher
     * returns. When it throws, they are handed out again.
     *
     * @return how many there were
     */
    int publish(int limit, Consumer<List<Heard>> publisher);

    /**
     * Gives up on reports that have waited for longer than this: whatever they are about, it is not ours.
     *
     * @return how many by provider
     */
    List<Strangers> giveUp(Instant waitingSince, Instant now);

    /** Reports UNKNOWN for every handover whose time is up and that nothing final was heard of; how many. */
    int reportSilence(Instant now, int limit);

    /** How many reports wait for their handover. */
    long waiting();

    /** Forgets what is older than each of these. */
    void forget(Instant now, Duration entries, Duration notifications);

    /** A handover, and from when on silence about it says something; null for never. */
    record Expected(Handover handover, @Nullable Instant silentAt) {}

    record Challenge(String tenant, String challengeId) {}

    record Strangers(String provider, long reports) {}
}

package ontime.gateway.correlation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where handovers and reports wait for each other. Every method is one unit of work: done as a whole or not at all. */
public interface Book {

    /** When this installation began to listen: the first time that it was asked. */
    Instant listeningSince(Instant now);

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
     * Gives up on reports that have waited for longer than this.
     *
     * @param remembered what happened before it may be about a message of ours that is forgotten
     * @return how many by provider
     */
    List<GivenUp> giveUp(Instant waitingSince, Instant remembered, Instant now);

    /** Reports UNKNOWN for every handover whose time is up and that nothing final was heard of; how many. */
    int reportSilence(Instant now, int limit);

    /** How many reports wait for their handover. */
    long waiting();

    /** Forgets what is older than each of these. */
    void forget(Instant now, Duration entries, Duration notifications);

    /**
     * A handover that something may be heard of.
     *
     * @param silentAt from when on silence about it says something; null for never
     * @param traceparent where it stands in the trace of its login (W3C Trace Context); null when it has none
     */
    record Expected(
            Handover handover,
            @Nullable Instant silentAt,
            @Nullable String traceparent) {}

    record Challenge(String tenant, String challengeId) {}

    /**
     * Reports that found no message.
     *
     * @param late whether they come so late that it may have been one of ours; a stranger's if not
     */
    record GivenUp(String provider, boolean late, long reports) {}
}

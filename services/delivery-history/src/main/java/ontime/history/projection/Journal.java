package ontime.history.projection;

import java.util.List;
import ontime.history.facts.FactLog;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.Published;

/** Keeps facts, and how far the topics were read for them, as one. */
public interface Journal extends FactLog {

    /**
     * Adds what is not known yet and the marks, all or nothing.
     *
     * @param facts of these, as {@link FactLog#add} takes them
     * @param marks one at most for each partition; a mark that is there is replaced
     * @param builtOn what the reader goes on from
     * @throws MarksLost when one of the marks that it goes on from is kept no more; then nothing is added
     * @throws FactsRefused when one of the facts can never be kept; whatever else is thrown may pass if it is tried
     *     again
     */
    void add(List<Published> facts, List<ReadMark> marks, List<ReadMark> builtOn);

    /** Adds them whatever marks there are. */
    default void add(List<Published> facts, List<ReadMark> marks) {
        add(facts, marks, List.of());
    }

    @Override
    default void add(List<Published> facts) {
        add(facts, List.of());
    }

    /**
     * Finds out whether these marks, or later ones, are kept.
     *
     * @throws MarksLost when one of them is not
     */
    void requireKept(List<ReadMark> builtOn);

    /** How far the topics have been read; of a partition that was never read there is none. */
    List<ReadMark> marks();

    /** Whether nothing was ever kept: then the topics are read from their beginning. */
    boolean isEmpty();
}

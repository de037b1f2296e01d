package ontime.history.verdict;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be said of a login.
 *
 * @param text what happened, for somebody who is on the telephone
 * @param advice what to do about it
 * @param reply what may be sent to the person as it is: it names nothing that is ours only
 * @param spent whose seconds are complained of; null where the time is not what is wrong
 */
record Finding(
        VerdictCode code,
        String text,
        String advice,
        String reply,
        List<Evidence> evidence,
        @Nullable Spent spent) {

    Finding(VerdictCode code, String text, String advice, String reply, List<Evidence> evidence) {
        this(code, text, advice, reply, evidence, null);
    }

    Finding(VerdictCode code, String text, String advice, String reply, Stream<Evidence> evidence) {
        this(code, text, advice, reply, evidence.toList());
    }

    Finding spentBy(@Nullable Spent whose) {
        return new Finding(code, text, advice, reply, evidence, whose);
    }
}

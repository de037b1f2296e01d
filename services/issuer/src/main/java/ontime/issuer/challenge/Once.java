package ontime.issuer.challenge;

import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request that shall have an effect once, however often it is sent: the caller names it by a key of its own.
 *
 * @param key of the caller
 * @param asked all that was asked for: the same key with something else is a mistake of the caller's
 * @param answer what the caller gets to see of the challenge, now and each time that it asks again
 * @param refusals what is remembered of a request that was refused
 */
public record Once(String key, String asked, Function<Challenge, String> answer, Refusals refusals) {

    /** What is remembered in place of an answer when a refusal is final. */
    static final String REFUSED = "refused";

    /** What becomes of a request that was refused, when it comes again. */
    public enum Refusals {
        /** It had no effect, and may succeed now. */
        MAY_BE_REPEATED,
        /** It has its answer, and gets no second one. */
        ARE_FINAL
    }

    /**
     * What was answered to the first of these requests.
     *
     * @param digest keyed, of what was asked for then
     */
    public record Remembered(String digest, String answer) {}

    /** Fields as one text: two requests that mean different things never give the same. */
    public static String asked(@Nullable String... fields) {
        return Stream.of(fields)
                .map(field -> field == null ? "-" : field.length() + ":" + field)
                .collect(Collectors.joining(","));
    }

    /** Without what was asked for, which names the destination. */
    @Override
    public String toString() {
        return "Once[" + key + "]";
    }
}

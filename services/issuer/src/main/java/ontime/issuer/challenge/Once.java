package ontime.issuer.challenge;

import java.util.function.Function;

/**
 * A request that shall have an effect once, however often it is sent: the caller names it by a key of its own.
 *
 * @param key of the caller
 * @param asked all that was asked for: the same key with something else is a mistake of the caller's
 * @param answer what the caller gets to see of the challenge, now and each time that it asks again
 */
public record Once(String key, String asked, Function<Challenge, String> answer) {

    /**
     * What was answered to the first of these requests.
     *
     * @param digest keyed, of what was asked for then
     */
    public record Remembered(String digest, String answer) {}

    /** Without what was asked for, which names the destination. */
    @Override
    public String toString() {
        return "Once[" + key + "]";
    }
}

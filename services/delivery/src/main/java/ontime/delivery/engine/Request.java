package ontime.delivery.engine;

import java.time.Instant;

/**
 * A delivery that is asked for, as far as the engine has to know it. Kept small: in an overload as many of these wait
 * as the pool may hold.
 *
 * @param id which delivery
 * @param user the person, across all tenants
 * @param sequence grows with each challenge of the user; the higher one supersedes the lower
 * @param expiresAt from then on the code is worth nothing
 * @param publishedAt when the broker had taken the request
 * @param lane what calls share a limit with it: for a mail the receiving domain, else a constant
 * @param parts how many messages the route counts it as, from 1
 * @param bytes how much memory it takes until it is finished
 * @param content what is needed to send and to tell it; the engine hands it through and never looks inside
 */
public record Request(
        DeliveryId id,
        String user,
        long sequence,
        Instant expiresAt,
        Instant publishedAt,
        String lane,
        int parts,
        int bytes,
        Object content) {

    public Request {
        if (parts < 1 || bytes < 0) {
            throw new IllegalArgumentException("parts must be 1 or more, bytes 0 or more");
        }
    }

    /** Which delivery; the content is nobody's business. */
    @Override
    public String toString() {
        return "Request[" + id + "]";
    }
}

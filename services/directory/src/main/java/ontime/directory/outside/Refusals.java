package ontime.directory.outside;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import ontime.directory.follower.Follower.Deferred;
import ontime.directory.follower.Follower.Refused;
import ontime.directory.follower.Follower.Rejected;

/** What a store means when it does not do what it was asked for, in our words: its own may quote a number. */
final class Refusals {

    private Refusals() {}

    /**
     * By the status of an answer. What concerns our credentials or the whole store may pass, and must not fail a user;
     * what is wrong with this call would be wrong again.
     */
    static Refused of(Https.Reply reply) {
        return switch (reply.status()) {
            case 401 -> ofStore("it does not accept our credentials (401)", reply);
            // Also what was there when we looked, and no more when we changed it.
            case 404, 409, 412, 423 ->
                new Deferred("it cannot do it just now (" + reply.status() + ")", reply.notBefore(), false);
            case 408, 425 -> ofStore("it cannot do it just now (" + reply.status() + ")", reply);
            case 429 -> ofStore("it asks us to slow down (429)", reply);
            case 403 -> new Rejected("it does not allow us to do this (403)");
            default ->
                reply.status() >= 500 || reply.status() < 400
                        ? ofStore("it answers with " + reply.status(), reply)
                        : new Rejected("it refuses the request (" + reply.status() + ")");
        };
    }

    private static Refused ofStore(String detail, Https.Reply reply) {
        return new Deferred(detail, reply.notBefore(), true);
    }

    static Refused of(IOException failure) {
        return new Deferred(
                failure instanceof HttpTimeoutException
                        ? "it does not answer in time"
                        : "it cannot be reached (" + failure.getClass().getSimpleName() + ")",
                null,
                true);
    }
}

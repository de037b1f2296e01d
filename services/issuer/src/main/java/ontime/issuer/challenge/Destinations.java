package ontime.issuer.challenge;

import ontime.events.Channel;
import ontime.issuer.routing.Destination;
import org.jspecify.annotations.Nullable;

/**
 * Where the code of a challenge may go, without the code. It is kept, encrypted, for as long as the challenge can be
 * looked up, so that somebody may be shown where a code went.
 *
 * @param first that the code was sent to
 * @param other over the other channel; null when there is none
 */
public record Destinations(Destination first, @Nullable Destination other) {

    static Destinations of(Contents contents) {
        return new Destinations(contents.destination(), contents.alternative());
    }

    /** Null when nothing is known there. */
    @Nullable
    Destination over(Channel channel) {
        if (first.channel() == channel) {
            return first;
        }
        return other != null && other.channel() == channel ? other : null;
    }
}

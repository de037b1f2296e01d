package ontime.issuer.http;

import ontime.events.Channel;
import org.jspecify.annotations.Nullable;

/** The body of the wish to send a code again, as it came; it may be missing. */
record ResendBody(@Nullable String channel) {

    @Nullable
    Channel toChannel() {
        return ChannelName.read(channel);
    }
}

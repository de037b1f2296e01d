package ontime.issuer.http;

import ontime.events.Channel;
import org.jspecify.annotations.Nullable;

/** What somebody at the support console wants done, and why. */
record AgentBody(@Nullable String channel, @Nullable String reason) {

    @Nullable
    Channel toChannel() {
        return ChannelName.read(channel);
    }

    Channel requiredChannel() {
        Channel read = toChannel();
        if (read == null) {
            throw Refusal.malformed("channel", "must be SMS or EMAIL");
        }
        return read;
    }

    String why() {
        return Reason.read(null, new Reason(reason));
    }
}

package ontime.issuer.http;

import ontime.events.Channel;
import org.jspecify.annotations.Nullable;

/** A channel as callers name it. */
final class ChannelName {

    private ChannelName() {}

    /**
     * Reads a name.
     *
     * @return null when none was given
     * @throws Refusal when there is no such channel
     */
    static @Nullable Channel read(@Nullable String name) {
        return switch (name) {
            case null -> null;
            case "SMS" -> Channel.SMS;
            case "EMAIL" -> Channel.EMAIL;
            case "TOTP" -> Channel.TOTP;
            default -> throw Refusal.malformed("channel", "must be SMS, EMAIL or TOTP");
        };
    }
}

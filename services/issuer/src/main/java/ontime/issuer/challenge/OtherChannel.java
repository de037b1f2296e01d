package ontime.issuer.challenge;

import ontime.events.Channel;

/** Of two channels the other one. */
final class OtherChannel {

    private OtherChannel() {}

    static Channel than(Channel channel) {
        return switch (channel) {
            case SMS -> Channel.EMAIL;
            case EMAIL -> Channel.SMS;
            case TOTP -> throw new IllegalArgumentException("the code of an authenticator app does not travel");
            case OTHER -> throw new IllegalArgumentException("no code travels over a channel that nobody knows");
        };
    }
}

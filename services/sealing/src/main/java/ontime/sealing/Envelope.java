package ontime.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a sealed message belongs to. It travels in clear and is authenticated with the message (the associated data), so
 * that a sealed message that is moved to another challenge, delivery or channel does not open.
 *
 * @param challengeId the challenge that the code was made for
 * @param delivery number of the delivery within the challenge, from 1
 * @param channel name of the channel
 */
public record Envelope(String challengeId, int delivery, String channel) {

    public Envelope {
        if (challengeId.indexOf('\n') >= 0 || channel.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line break in an envelope could make two envelopes look alike");
        }
    }

    byte[] associatedData() {
        return ("ontime/1\n" + challengeId + "\n" + delivery + "\n" + channel).getBytes(UTF_8);
    }
}

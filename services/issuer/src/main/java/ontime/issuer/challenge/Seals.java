package ontime.issuer.challenge;

import ontime.events.Channel;
import ontime.issuer.routing.Destination;
import ontime.sealing.Message;

/** Hides what must not leave the issuer in clear. */
public interface Seals {

    /** What was sealed, and the key that opens it. */
    record Sealed(byte[] content, String keyId) {

        @Override
        public String toString() {
            return "Sealed[for " + keyId + "]";
        }
    }

    /** Seals a message for the worker of its channel. */
    Sealed seal(Message message, String challengeId, int delivery, Channel channel);

    /** Equal for equal destinations, useless without the key. */
    String fingerprint(Destination destination);

    /** Equal for equal texts, useless without the key. */
    String fingerprint(String text);
}

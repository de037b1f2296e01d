package ontime.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A mail that knows how much of it a server has been given: until its last byte is out, it cannot have been taken; from
 * then on it may have been, whatever becomes of the connection.
 */
final class OutgoingMail extends MimeMessage {

    private final String messageId;

    // Asked for by whoever waits for the conversation, too.
    private volatile boolean begun;
    private volatile boolean handedOver;
    private volatile boolean givenUp;

    OutgoingMail(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    /** Whoever waited for it does so no longer: what was not begun is not sent. */
    void giveUp() {
        givenUp = true;
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /** Whether none of it was sent: the conversation did not get as far as DATA. */
    boolean isUntouched() {
        return !begun;
    }

    /** Whether all of it was sent, up to the final dot (RFC 5321 section 4.2.5). */
    boolean isHandedOver() {
        return handedOver;
    }

    /** How a transport sends what follows DATA; the dot is its own. */
    @Override
    public void writeTo(OutputStream server, String[] ignored) throws IOException, MessagingException {
        if (givenUp) {
            throw new IOException("nobody waits for this conversation any more");
        }
        begun = true;
        super.writeTo(server, ignored);
        handedOver = true;
    }

    /** Keeps the identifier that it was given, where Jakarta Mail would make a new one at each saving. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}

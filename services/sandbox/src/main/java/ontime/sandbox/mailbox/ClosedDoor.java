package ontime.sandbox.mailbox;

import com.icegreen.greenmail.server.ProtocolHandler;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Greets a caller as a mail server does that is out of service (RFC 5321, 3.1 and 4.2.1), and hangs up. */
final class ClosedDoor implements ProtocolHandler {

    private final Socket client;

    ClosedDoor(Socket client) {
        this.client = client;
    }

    @Override
    public void run() {
        try (client) {
            client.getOutputStream().write((Postman.OUT_OF_SERVICE + "\r\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // The caller hung up first, which is what the greeting asks for.
            return;
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException alreadyClosed) {
            return;
        }
    }
}

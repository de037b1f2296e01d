package ontime.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** TCP ports of this machine's loopback address. */
public final class Ports {
    /** By number, because "localhost" may also mean ::1, where the servers do not listen. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final Duration POLL = Duration.ofMillis(50);

    private Ports() {}

    /** A port that nobody listens on at the moment. */
    public static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + LOOPBACK, e);
        }
    }

    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // Connections of the last run that linger in TIME_WAIT do not make a port taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits for a while for a listener that is about to end. */
    public static boolean becomesFree(int port, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!isFree(port)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    /** Fails with a reason when somebody listens on the port already. */
    static void require(int port, String server) {
        if (!isFree(port)) {
            throw new PortTakenException(port, server);
        }
    }
}

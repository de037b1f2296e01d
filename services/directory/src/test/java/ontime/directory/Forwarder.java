package ontime.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import ontime.infrastructure.Ports;
import org.jspecify.annotations.Nullable;

/** A way to a server that a test can cut: what is closed refuses connections and breaks those that are open. */
final class Forwarder implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final int port = Ports.free();
    private final InetSocketAddress target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private @Nullable ServerSocket door;

    /** @param target host and port */
    Forwarder(String target) {
        int colon = target.lastIndexOf(':');
        this.target = new InetSocketAddress(
                InetAddress.ofLiteral(target.substring(0, colon)), Integer.parseInt(target.substring(colon + 1)));
    }

    String address() {
        return LOOPBACK + ":" + port;
    }

    synchronized void open() {
        if (door != null) {
            return;
        }
        try {
            var opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
            door = opened;
            Thread.ofVirtual().start(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (door != null) {
            closeQuietly(door);
            door = null;
        }
        sockets.forEach(Forwarder::closeQuietly);
        sockets.clear();
    }

    private void accept(ServerSocket opened) {
        try {
            while (true) {
                Socket near = opened.accept();
                var far = new Socket();
                sockets.add(near);
                sockets.add(far);
                far.connect(target);
                Thread.ofVirtual().start(() -> copy(near, far));
                Thread.ofVirtual().start(() -> copy(far, near));
            }
        } catch (IOException e) {
            // The test has closed the door.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // One side has gone; the other is closed with it.
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

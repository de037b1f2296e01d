package ontime.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A way to a real server that can be shut, so that a test can take the server away and give it back. */
final class Gate {

    private final InetSocketAddress server;
    private final Set<Socket> passing = ConcurrentHashMap.newKeySet();
    private final int port;
    private @Nullable ServerSocket door;
    private @Nullable Thread doorman;

    Gate(String host, int serverPort) {
        this.server = new InetSocketAddress(host, serverPort);
        this.port = open(0);
    }

    int port() {
        return port;
    }

    void open() {
        open(port);
    }

    private int open(int onPort) {
        try {
            var opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort));
            door = opened;
            doorman = Thread.ofVirtual().start(() -> welcome(opened));
            return opened.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses whoever comes, and cuts off whoever is inside. */
    void shut() {
        if (door != null && doorman != null) {
            closeQuietly(door);
            try {
                // The port is free again only when nobody waits at it any more.
                doorman.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        passing.forEach(Gate::closeQuietly);
        passing.clear();
    }

    private void welcome(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                var client = opened.accept();
                var beyond = new Socket();
                beyond.connect(server);
                passing.add(client);
                passing.add(beyond);
                Thread.ofVirtual().start(() -> carry(client, beyond));
                Thread.ofVirtual().start(() -> carry(beyond, client));
            } catch (IOException e) {
                // The gate was shut: the loop ends by itself.
            }
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Either side has gone, and takes the other with it.
        }
    }

    private static void closeQuietly(AutoCloseable closing) {
        try {
            closing.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

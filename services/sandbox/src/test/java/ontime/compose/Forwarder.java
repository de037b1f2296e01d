package ontime.compose;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Lets a server that listens elsewhere be reached at the address and the port that the compose file gives it. */
final class Forwarder implements Closeable {

    private final ServerSocket entrance;
    private final InetSocketAddress server;

    private Forwarder(ServerSocket entrance, InetSocketAddress server) {
        this.entrance = entrance;
        this.server = server;
    }

    static Forwarder open(String address, int port, InetSocketAddress server) throws IOException {
        var forwarder = new Forwarder(new ServerSocket(port, 50, InetAddress.ofLiteral(address)), server);
        Thread.ofVirtual().start(forwarder::accept);
        return forwarder;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                var connection = new Socket(server.getAddress(), server.getPort());
                Thread.ofVirtual().start(() -> copy(client, connection));
                Thread.ofVirtual().start(() -> copy(connection, client));
            } catch (IOException e) {
                // Closed, or a client that has gone already; the next one is served all the same.
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side has hung up, and so both are closed now.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}

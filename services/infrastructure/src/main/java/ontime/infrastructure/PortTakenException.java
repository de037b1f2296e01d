package ontime.infrastructure;

/** A server cannot start, because another program listens on its port. */
public final class PortTakenException extends RuntimeException {
    public PortTakenException(int port, String server) {
        super("port " + port + " is taken: " + server + " cannot listen on it");
    }
}

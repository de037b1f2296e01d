package ontime.bench.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.function.IntConsumer;
import ontime.bench.baseline.SampleText;
import ontime.infrastructure.Ports;

/**
 * An SNS that knows nothing but Publish (AWS Query protocol over HTTP/1.1) and costs as little of the machine as it
 * can, because those that are measured run beside it: a virtual thread for each connection, and no more of HTTP than
 * the SDK speaks.
 */
final class SnsStub implements AutoCloseable {

    private static final String LENGTH = "content-length:";
    private static final String TEXT = "&Message=";
    private static final int WAITING_CONNECTIONS = 1024;

    private final ServerSocket server;
    private final Carrier carrier;
    private final CallLog log;
    private final IntConsumer accepted;

    private SnsStub(ServerSocket server, Carrier carrier, CallLog log, IntConsumer accepted) {
        this.server = server;
        this.carrier = carrier;
        this.log = log;
        this.accepted = accepted;
    }

    static SnsStub start(Carrier carrier, CallLog log) throws IOException {
        return start(carrier, log, number -> {});
    }

    /** @param accepted is told the number of each click whose code was accepted */
    static SnsStub start(Carrier carrier, CallLog log, IntConsumer accepted) throws IOException {
        var server = new ServerSocket(0, WAITING_CONNECTIONS, InetAddress.ofLiteral(Ports.LOOPBACK));
        var stub = new SnsStub(server, carrier, log, accepted);
        Thread.ofVirtual().name("sns-stub").start(stub::acceptAll);
        return stub;
    }

    URI endpoint() {
        return URI.create("http://" + Ports.LOOPBACK + ":" + server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket connection = server.accept();
                connection.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket connection) {
        try (connection;
                InputStream in = new BufferedInputStream(connection.getInputStream());
                OutputStream out = connection.getOutputStream()) {
            for (String call = read(in); !call.isEmpty(); call = read(in)) {
                answer(number(call), out);
            }
        } catch (IOException e) {
            // Whoever is killed while it waits for an answer breaks its connections.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(int number, OutputStream out) throws IOException, InterruptedException {
        log.begun(number, System.nanoTime());
        Carrier.Answer answer = carrier.answer(number);
        Thread.sleep(answer.after());
        byte[] response = switch (answer) {
            case ACCEPTED, ACCEPTED_AFTER_HANGING -> {
                log.accepted(number, System.nanoTime());
                accepted.accept(number);
                yield http(
                        "200 OK",
                        "<PublishResponse><PublishResult><MessageId>" + number
                                + "</MessageId></PublishResult></PublishResponse>");
            }
            case THROTTLED -> http("400 Bad Request", error("Sender", "Throttling"));
            case UNAVAILABLE -> http("503 Service Unavailable", error("Receiver", "ServiceUnavailable"));
        };
        out.write(response);
        out.flush();
    }

    private static String error(String type, String code) {
        return "<ErrorResponse><Error><Type>" + type + "</Type><Code>" + code
                + "</Code><Message>as asked for</Message></Error></ErrorResponse>";
    }

    private static byte[] http(String status, String body) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: text/xml\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(UTF_8);
    }

    /** The body of the next request; empty when the other side has gone. */
    private static String read(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        return new String(in.readNBytes(length), ISO_8859_1);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder(80);
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    /** The number of the click, which stands at the beginning of the text. */
    static int number(String form) {
        int text = form.indexOf(TEXT);
        if (text < 0) {
            throw new IllegalArgumentException("no message in the call");
        }
        int from = text + TEXT.length();
        return Integer.parseInt(form, from, from + SampleText.DIGITS, 10);
    }
}

package ontime.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An SMTP server (RFC 5321, 3207, 4954) that answers as it was told to, or hangs up, or stays silent. */
final class SmtpStub implements AutoCloseable {

    /** Instead of a reply. */
    static final String HANG_UP = "hang up";

    static final String SAY_NOTHING = "say nothing";

    /** A reply of which always one more line follows, each in good time. */
    static final String TALK_ON = "talk on";

    private final ServerSocket server = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
    private final @Nullable SSLContext tls;
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<String>> replies = new ConcurrentHashMap<>();
    private final List<Socket> callers = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    /** Whether the kept mails came over an encrypted connection. */
    private volatile boolean encrypted;

    /** @param tls what it offers STARTTLS with; null for not at all */
    SmtpStub(@Nullable SSLContext tls) throws IOException {
        this.tls = tls;
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The replies to the next commands of a kind, in order; those to {@code .} follow a mail's last line. */
    SmtpStub willReply(String command, String... next) {
        replies.computeIfAbsent(command, c -> new ConcurrentLinkedQueue<>()).addAll(List.of(next));
        return this;
    }

    /** What came between DATA and the dot, also where the dot got no good answer. */
    List<String> mails() {
        return mails;
    }

    /** What was sent as proof of who we are: whom for, NUL, name, NUL, password (RFC 4616). */
    List<String> logins() {
        return logins;
    }

    int connections() {
        return connections.get();
    }

    /** Connections that neither side has ended. */
    int open() {
        return open.get();
    }

    boolean isEncrypted() {
        return encrypted;
    }

    /** Ends all connections that are open, as a server does with those that are idle for long. */
    void hangUp() throws IOException {
        for (Socket caller : callers) {
            caller.close();
        }
        callers.clear();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                connections.incrementAndGet();
                open.incrementAndGet();
                callers.add(caller);
                Thread.ofVirtual().start(() -> converse(caller));
            } catch (IOException e) {
                // Closed: the test is over.
                return;
            }
        }
    }

    private void converse(Socket caller) {
        try (caller) {
            if (say(caller, "greeting", "220 stub ESMTP")) {
                listen(caller);
            }
        } catch (IOException | UncheckedIOException e) {
            // The other side hung up, or this one did.
            return;
        } finally {
            open.decrementAndGet();
        }
    }

    private void listen(Socket caller) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(caller.getInputStream(), UTF_8));
        boolean goesOn = true;
        while (goesOn) {
            String line = lines.readLine();
            if (line == null) {
                return;
            }
            String command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            goesOn = switch (command) {
                case "EHLO" -> say(caller, command, greeting(caller));
                case "STARTTLS" -> {
                    say(caller, command, "220 go ahead");
                    listen(encrypted(caller));
                    yield false;
                }
                case "AUTH" -> {
                    logins.add(new String(Base64.getDecoder().decode(line.substring("AUTH PLAIN ".length())), UTF_8));
                    yield say(caller, command, "235 2.7.0 welcome");
                }
                case "DATA" -> say(caller, command, "354 go ahead") && take(lines, caller);
                case "QUIT" -> {
                    say(caller, command, "221 bye");
                    yield false;
                }
                default -> say(caller, command, "250 2.0.0 ok");
            };
        }
    }

    private String greeting(Socket caller) {
        boolean offersTls = tls != null && !(caller instanceof SSLSocket);
        return "250-stub\r\n250-AUTH PLAIN\r\n" + (offersTls ? "250-STARTTLS\r\n" : "") + "250 ENHANCEDSTATUSCODES";
    }

    private boolean take(BufferedReader lines, Socket caller) throws IOException {
        var mail = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(".")) {
                mails.add(mail.toString());
                encrypted = caller instanceof SSLSocket;
                return say(caller, ".", "250 2.0.0 taken");
            }
            mail.append(line).append('\n');
            if (mail.indexOf("\n\n") > 0 && !next("middle", "").isEmpty()) {
                return false;
            }
        }
        return false;
    }

    private Socket encrypted(Socket plain) throws IOException {
        if (tls == null) {
            throw new IOException("there is no TLS here");
        }
        var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
    }

    private String next(String command, String usual) {
        Queue<String> script = replies.get(command);
        String told = script == null ? null : script.poll();
        return told == null ? usual : told;
    }

    /** False when the conversation is over. */
    private boolean say(Socket caller, String command, String usual) throws IOException {
        String reply = next(command, usual);
        if (reply.equals(HANG_UP)) {
            return false;
        }
        if (reply.equals(TALK_ON)) {
            talkOn(caller);
            return false;
        }
        if (!reply.equals(SAY_NOTHING)) {
            caller.getOutputStream().write((reply + "\r\n").getBytes(UTF_8));
            caller.getOutputStream().flush();
        }
        return !reply.startsWith("421");
    }

    /** Until the other side has hung up. */
    private static void talkOn(Socket caller) throws IOException {
        caller.setSoTimeout(100);
        boolean listens = true;
        while (listens) {
            caller.getOutputStream().write("250-one moment\r\n".getBytes(UTF_8));
            caller.getOutputStream().flush();
            try {
                listens = caller.getInputStream().read() >= 0;
            } catch (SocketTimeoutException e) {
                // It is still listening.
                listens = true;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        hangUp();
    }
}

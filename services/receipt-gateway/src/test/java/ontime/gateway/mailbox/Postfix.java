package ontime.gateway.mailbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A Postfix of its own, on loopback, with all that it has in one folder. It is two mail servers in one: a relay, which
 * takes mails for others and passes them on, and the server of a domain where nobody lives, which refuses them.
 */
final class Postfix implements AutoCloseable {

    static final String PROGRAM = "/usr/sbin/postfix";

    /** The domain whose server refuses every recipient. */
    static final String NOBODYS_DOMAIN = "nowhere.example";

    /** The domain whose mails it keeps in a folder, one file each. */
    static final String RETURNS_DOMAIN = "returns.example";

    static final int NOBODY = 65_534;

    private final Path home;
    private final int relay;
    private boolean running = true;

    private Postfix(Path home, int relay) {
        this.home = home;
        this.relay = relay;
    }

    /**
     * Starts it and returns when it takes mails. Only root can.
     *
     * @param next the port of the mail server that takes the mails for all other domains
     */
    static Postfix start(Path home, int next) throws IOException, InterruptedException {
        // Its parts run as a user of their own, who has to come by.
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        var relay = freePort();
        var refusing = freePort();
        var settings = Files.createDirectory(home.resolve("settings"));
        Files.createDirectory(home.resolve("queue"));
        var data = Files.createDirectory(home.resolve("data"));
        Files.setOwner(
                data, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
        var returns = Files.createDirectory(home.resolve("returns"));
        Files.setAttribute(returns, "unix:uid", NOBODY);
        Files.writeString(settings.resolve("main.cf"), main(home, next));
        Files.writeString(settings.resolve("master.cf"), master(home, relay, refusing));
        Files.writeString(settings.resolve("transport"), NOBODYS_DOMAIN + " smtp:[127.0.0.1]:" + refusing + "\n");
        Files.writeString(settings.resolve("recipients"), NOBODYS_DOMAIN + " 550 5.1.1 No such mailbox here\n");
        var postfix = new Postfix(home, relay);
        postfix.run("start");
        return postfix;
    }

    private static String main(Path home, int next) {
        return """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                command_directory = /usr/sbin
                daemon_directory = /usr/lib/postfix/sbin
                meta_directory = /etc/postfix
                maillog_file = %1$s/log
                maillog_file_prefixes = %1$s
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                myhostname = relay.example.com
                mydestination =
                mynetworks = 127.0.0.0/8
                smtpd_relay_restrictions = permit_mynetworks, reject
                smtpd_peername_lookup = no
                smtp_host_lookup = native
                smtp_tls_security_level = none
                local_transport = error:5.1.1 nobody lives here
                default_transport = smtp:[127.0.0.1]:%2$d
                transport_maps = texthash:%1$s/settings/transport
                alias_maps =
                alias_database =
                virtual_mailbox_domains = %3$s
                virtual_mailbox_base = %1$s
                virtual_mailbox_maps = static:returns/
                virtual_uid_maps = static:%4$d
                virtual_gid_maps = static:%4$d
                """.formatted(home, next, RETURNS_DOMAIN, NOBODY);
    }

    /** The parts that it consists of; none in a prison of its own, which would need copies of the system's files. */
    private static String master(Path home, int relay, int refusing) {
        return """
                127.0.0.1:%2$d inet n - n - - smtpd
                127.0.0.1:%3$d inet n - n - - smtpd
                  -o { smtpd_recipient_restrictions = check_recipient_access texthash:%1$s/settings/recipients reject }
                pickup unix n - n 60 1 pickup
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                tlsmgr unix - - n 1000? 1 tlsmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                verify unix - - n - 1 verify
                flush unix n - n 1000? 0 flush
                proxymap unix - - n - - proxymap
                smtp unix - - n - - smtp
                relay unix - - n - - smtp
                virtual unix - n n - - virtual
                error unix - - n - - error
                retry unix - - n - - error
                anvil unix - - n - 1 anvil
                scache unix - - n - 1 scache
                postlog unix-dgram n - n - 1 postlogd
                """.formatted(home, relay, refusing);
    }

    /** Where it takes mails from us. */
    int port() {
        return relay;
    }

    /** Where the mails of {@link #RETURNS_DOMAIN} are, in the form Maildir. */
    Path returns() {
        return home.resolve("returns");
    }

    /** The mails that are there. */
    List<Path> returned() throws IOException {
        var mails = new ArrayList<Path>();
        for (var state : List.of("new", "cur")) {
            var folder = returns().resolve(state);
            if (Files.exists(folder)) {
                try (var files = Files.newDirectoryStream(folder)) {
                    files.forEach(mails::add);
                }
            }
        }
        return mails;
    }

    /** What it has said so far. */
    String log() throws IOException {
        var log = home.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private void run(String command) throws IOException, InterruptedException {
        var said = home.resolve("said-at-" + command);
        var process = new ProcessBuilder(
                        List.of(PROGRAM, "-c", home.resolve("settings").toString(), command))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("postfix " + command + ": " + Files.readString(said) + log());
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    /** Returns when none of its processes is left. */
    @Override
    public void close() throws IOException {
        if (!running) {
            return;
        }
        running = false;
        try {
            run("stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

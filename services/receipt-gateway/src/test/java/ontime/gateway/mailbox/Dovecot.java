package ontime.gateway.mailbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Dovecot of its own, on loopback, with all that it has in one folder: the IMAP server that people put beside
 * Postfix. It serves one mailbox, which is a folder that Postfix delivers to, and runs as the user nobody.
 */
final class Dovecot implements AutoCloseable {

    static final String PROGRAM = "/usr/sbin/dovecot";
    static final String USER = "bounces";
    static final String PASSWORD = "open-sesame";

    private static final long SECONDS_TO_STOP = 30;

    private final Path home;
    private final int port;
    private final Process process;

    private Dovecot(Path home, int port, Process process) {
        this.home = home;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts it; it answers soon after. Only root can, to make somebody else of itself.
     *
     * @param home an empty folder, which everybody may pass
     * @param mails the mailbox, in the form Maildir
     * @param port to listen on
     */
    static Dovecot start(Path home, Path mails, int port) throws IOException {
        for (var folder : List.of("run", "state", "user")) {
            Files.setAttribute(Files.createDirectory(home.resolve(folder)), "unix:uid", Postfix.NOBODY);
        }
        Files.writeString(home.resolve("users"), USER + ":" + PASSWORD + "\n");
        var settings = Files.writeString(home.resolve("dovecot.conf"), settings(home, mails, port));
        var id = Integer.toString(Postfix.NOBODY);
        var process = new ProcessBuilder(
                        "/usr/bin/setpriv",
                        "--reuid=" + id,
                        "--regid=" + id,
                        "--clear-groups",
                        PROGRAM,
                        "-F",
                        "-c",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("said").toFile())
                .start();
        return new Dovecot(home, port, process);
    }

    /** Its parts all run as the user that it is started as, who may put nothing into a prison of its own. */
    private static String settings(Path home, Path mails, int port) {
        return """
                base_dir = %1$s/run
                state_dir = %1$s/state
                log_path = /dev/stderr
                listen = 127.0.0.1
                protocols = imap
                ssl = no
                default_internal_user = nobody
                default_internal_group = nogroup
                default_login_user = nobody
                first_valid_uid = %3$d
                first_valid_gid = %3$d
                mail_location = maildir:%2$s
                passdb {
                  driver = passwd-file
                  args = scheme=PLAIN %1$s/users
                }
                userdb {
                  driver = static
                  args = uid=%3$d gid=%3$d home=%1$s/user
                }
                service imap-login {
                  chroot =
                  inet_listener imap {
                    port = %4$d
                  }
                  inet_listener imaps {
                    port = 0
                  }
                }
                service anvil {
                  chroot =
                }
                service stats {
                  chroot =
                }
                """.formatted(home, mails, Postfix.NOBODY, port);
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** What it has said so far. */
    String log() throws IOException {
        return Files.readString(home.resolve("said"));
    }

    /** Returns when none of its processes is left. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

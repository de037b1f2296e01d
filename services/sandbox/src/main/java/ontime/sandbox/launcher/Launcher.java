package ontime.sandbox.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import ontime.infrastructure.Folders;
import ontime.infrastructure.LocalPostgres;
import ontime.infrastructure.Ports;
import ontime.sandbox.carrier.topic.SigningKey;
import ontime.sealing.KeyFolder;

/** {@code ./ontime up}: everything on this machine, until it is stopped. */
public final class Launcher {
    private static final String EPHEMERAL = "--ephemeral";
    private static final String HOME_PROPERTY = "ontime.home";
    private static final Duration GRACE_AFTER_A_KILL = Duration.ofSeconds(2);

    private final Progress progress = new Progress(System.out);

    private Launcher() {}

    /** Takes nothing, or {@code --ephemeral} to keep no data. Ends with 1 and one line when it cannot start. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            new Launcher().launch(List.of(arguments));
        } catch (RuntimeException e) {
            // One line for the person at the terminal; what led to it is in the log of the step that failed.
            System.err.println("ontime: " + e.getMessage());
            System.exit(1);
        }
    }

    private void launch(List<String> arguments) throws InterruptedException {
        if (!List.of(EPHEMERAL).containsAll(arguments)) {
            throw new StartFailedException("up takes " + EPHEMERAL + " or nothing, not " + String.join(" ", arguments));
        }
        var home = new Home(Path.of(System.getProperty(HOME_PROPERTY, ".ontime")), arguments.contains(EPHEMERAL));
        var ports = PortPlan.from(System.getenv());
        try (var _ = SingleRun.of(home)) {
            var installation = prepare(home, ports);
            var machine = new Machine(installation, progress);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(machine, home), "stop"));
            machine.awaitReady();
            announce(installation, machine);
            new CountDownLatch(1).await();
        }
    }

    private Installation prepare(Home home, PortPlan ports) {
        // A server that a killed launcher left behind would hold its port.
        home.postgresOfAll().forEach(LocalPostgres::stopOrphan);
        requireFree(ports);
        Folders.delete(home.passing());
        try {
            Files.createDirectories(home.data());
            Files.createDirectories(home.logs());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + home.data(), e);
        }
        ServiceLogs.writeTo(home.logs());
        // The SNS endpoint is a simulation: it must never see the keys of somebody's real account.
        System.setProperty("aws.accessKeyId", "sandbox");
        System.setProperty("aws.secretAccessKey", "sandbox");
        KeyFolder.create(home.keys());
        SigningKey.create(home.keys(), Instant.now());
        return new Installation(home, ports, Credentials.keptIn(home.credentials(), new SecureRandom()));
    }

    private static void requireFree(PortPlan ports) {
        ports.used().forEach((port, listener) -> {
            // The registry of a killed launcher ends by itself, but not in the same instant.
            if (!Ports.becomesFree(port, GRACE_AFTER_A_KILL)) {
                throw new StartFailedException(
                        "port " + port + " is taken, which " + listener + " needs: free it, or set "
                                + PortPlan.BASE_VARIABLE + " to another base than " + ports.base());
            }
        });
    }

    private void announce(Installation installation, Machine machine) {
        var values = installation.environment(machine.database().owner().libpqUrl());
        PrivateFile.write(installation.home().environment(), values);
        var ready = String.format(Locale.ROOT, "READY in %.1f s, ", progress.seconds())
                + ResidentMemory.of(Stream.concat(Stream.of(ProcessHandle.current()), machine.processes()));
        progress.say("");
        progress.say(ready);
        progress.say(new Welcome(installation.home().environment(), values).text());
    }

    private void stop(Machine machine, Home home) {
        if (machine.isReady()) {
            progress.say("stopping");
        }
        machine.close();
        Folders.delete(home.passing());
    }
}

package ontime.compose;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The compose file without containers. Brokers, schema registry and our services are processes with exactly the
 * environment of the file; PostgreSQL is embedded and Mailpit is a GreenMail, both at the addresses of the file.
 * Prometheus and Grafana are left out.
 */
final class Installation implements Closeable {

    private static final Path REGISTRY =
            Repository.ROOT.resolve("services/infrastructure/target/registry/quarkus-run.jar");
    static final List<String> BROKERS = List.of("kafka-1", "kafka-2", "kafka-3");

    private static final int REGISTRY_PORT = 8080;
    private static final int REGISTRY_HEALTH_PORT = 9000;
    private static final int SMTP_PORT = 1025;

    private final ComposeFile file;
    private final Path folder;
    private final HostNames names;
    private final Volumes volumes;
    private final Path hosts;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Deque<Closeable> started = new ConcurrentLinkedDeque<>();
    private final GreenMail mailpit;

    private Installation(ComposeFile file, Path folder) throws IOException {
        this.file = file;
        this.folder = folder;
        names = new HostNames(file.all().stream().map(ComposeService::hostname).toList());
        hosts = names.write(folder.resolve("hosts"));
        volumes = new Volumes(folder.resolve("volumes"));
        mailpit = new GreenMail(new ServerSetup(SMTP_PORT, names.address("mailpit"), ServerSetup.PROTOCOL_SMTP));
    }

    /** Starts everything in the order in which the file's conditions would. */
    static Installation start(ComposeFile file, Path folder) throws Exception {
        var installation = new Installation(file, folder);
        // For a test that is broken off: nobody else would end the processes.
        Runtime.getRuntime().addShutdownHook(new Thread(installation::closeAtExit));
        try {
            installation.startInfrastructure();
            installation.startServices();
            return installation;
        } catch (Exception | AssertionError e) {
            installation.close();
            throw e;
        }
    }

    private void startInfrastructure() throws Exception {
        mailpit.start();
        started.push(mailpit::stop);
        started.push(Database.start(file.service("postgres"), names.address("postgres"), folder));
        var brokers = new LinkedHashMap<ComposeService, ServiceProcess>();
        for (String name : BROKERS) {
            ComposeService broker = file.service(name);
            brokers.put(broker, launch(broker, Broker.command(volumes.environment(broker), folder)));
        }
        ComposeService registry = file.service("registry");
        ServiceProcess registryProcess = launch(registry, List.of("java", "-jar", REGISTRY.toString()));
        brokers.forEach((broker, process) -> process.awaitUp(() -> process.hasLogged("Kafka Server started")));
        registryProcess.awaitUp(() ->
                answers("http://" + names.address(registry.hostname()) + ":" + REGISTRY_HEALTH_PORT + "/health/ready"));
    }

    private void startServices() throws Exception {
        var waiting = new LinkedHashMap<ComposeService, ServiceProcess>();
        for (ComposeService service : file.own()) {
            if (service.entrypoint().isEmpty()) {
                waiting.put(service, launch(service, Repository.imageCommand(String.valueOf(service.module()))));
            } else {
                runOnce(service);
            }
        }
        waiting.forEach((service, process) ->
                process.awaitUp(() -> answers(managementUrl(service.name()) + "/actuator/health/readiness")));
    }

    private ServiceProcess launch(ComposeService service, List<String> java) throws IOException {
        ServiceProcess process = ServiceProcess.start(
                service.name(), ServiceProcess.withHosts(java, hosts), volumes.environment(service), folder);
        started.push(process);
        return process;
    }

    /** A container whose command is a script of the image: it works on volumes and ends. */
    private void runOnce(ComposeService service) throws Exception {
        Map<String, String> inTheImage = Map.of(
                "/app/make-keys", Repository.ROOT.resolve("deploy/make-keys").toString(),
                "/app/make-signing-key",
                        Repository.ROOT.resolve("deploy/make-signing-key").toString(),
                "/app/app.jar", Repository.jar(String.valueOf(service.module())).toString());
        List<String> command = service.entrypoint().stream()
                .map(word -> inTheImage.getOrDefault(word, volumes.outside(service, word)))
                .toList();
        ServiceProcess.start(service.name(), command, volumes.environment(service), folder)
                .awaitEnd();
    }

    /** Where the schema registry is reached from outside the containers' network. */
    String registryUrl() {
        return "http://" + names.address("registry") + ":" + REGISTRY_PORT;
    }

    /** Whether a broker holds a copy of a topic's first partition. */
    boolean holds(String broker, String topic) {
        String data = file.service(broker).variable("KAFKA_LOG_DIRS");
        return Files.isDirectory(Path.of(volumes.outside(file.service(broker), data), topic + "-0"));
    }

    /** Where a service of ours is reached from outside the containers' network. */
    String url(String service) {
        ComposeService described = file.service(service);
        return "http://" + names.address(described.hostname()) + ":" + described.port();
    }

    /** Where health and metrics of a service of ours are. */
    String managementUrl(String service) {
        ComposeService described = file.service(service);
        return "http://" + names.address(described.hostname()) + ":" + described.managementPort();
    }

    GreenMail mailpit() {
        return mailpit;
    }

    private boolean answers(String url) {
        var question = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void closeAtExit() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("the installation did not stop: " + e.getMessage());
        }
    }

    /** The last started first, as long as something is left. */
    @Override
    public void close() throws IOException {
        http.close();
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }
}

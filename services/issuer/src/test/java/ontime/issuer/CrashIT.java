package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ontime.events.OtpRequested;
import ontime.events.Topic;
import ontime.infrastructure.Ports;
import ontime.infrastructure.TestInfrastructure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was promised to the caller is published, however the process ends. */
class CrashIT {

    private final Topics topics = Topics.shared();
    private final String user = RunningIssuer.newUser();
    private final List<Process> processes = new ArrayList<>();
    private final Forwarder toBroker = new Forwarder(TestInfrastructure.kafka());

    @TempDir
    private Path logs;

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        toBroker.close();
    }

    @Test
    void anIssuerThatIsKilledBetweenCommitAndPublicationPublishesWhenItStartsAgain() throws Exception {
        var killed = new ChildIssuer("killed", toBroker);
        Answer made = killed.ask(user);
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        killed.kill();
        assertThat(topics.records(Topic.REQUESTS, "demo:" + user)).isEmpty();

        toBroker.open();
        new ChildIssuer("killed", toBroker);

        String challenge = made.text("/challengeId");
        OtpRequested request = topics.awaitRequest(challenge, 1);
        assertThat(request.getReference()).isEqualTo(made.text("/reference"));
        assertThat(request.getUserId()).isEqualTo(user);
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> topics.requests(challenge, 1).size() == 1);
    }

    @Test
    void anotherReplicaPublishesWhatOneThatIsCutOffCannot() {
        try (var cutOff = RunningIssuer.start(
                        "replicas",
                        Map.of(
                                "spring.kafka.bootstrap-servers",
                                toBroker.address(),
                                "spring.kafka.producer.properties.max.block.ms",
                                "1000"));
                var replica = RunningIssuer.start("replicas", Map.of())) {
            String challenge = cutOff.ask(user, "\"phone\": \"07700 900123\"").text("/challengeId");

            topics.awaitRequest(challenge, 1);

            assertThat(replica.check(challenge, topics.awaitCode(challenge)).text("/outcome"))
                    .isEqualTo("VERIFIED");
        }
    }

    @Test
    void anIssuerThatIsStoppedPublishesWhatIsOnItsWayBeforeItGoes() {
        String challenge;
        try (var stopped = RunningIssuer.start("stopped", Map.of())) {
            // The first publication of a process is its slowest: it has to find the broker and the schema.
            challenge = stopped.ask(user, "\"phone\": \"07700 900123\"").text("/challengeId");
        }

        assertThat(topics.awaitRequest(challenge, 1).getUserId()).isEqualTo(user);
        assertThat(Tables.count("stopped", "outbox")).isZero();
    }

    /** The issuer as a process of its own, which can be killed. */
    private final class ChildIssuer {

        private final Process process;
        private final int port = Ports.free();

        ChildIssuer(String schema, Forwarder broker) throws IOException {
            var settings = RunningIssuer.settings(schema);
            settings.put("spring.kafka.bootstrap-servers", broker.address());
            settings.put("server.port", Integer.toString(port));
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    IssuerApplication.class.getName()));
            command.addAll(List.of(RunningIssuer.arguments(settings)));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(logs.resolve("issuer-" + port + ".log").toFile())
                    .start();
            processes.add(process);
            await("the issuer is ready")
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptions()
                    .until(() -> RunningIssuer.send(RunningIssuer.request(port, "/actuator/health/readiness")
                                            .GET())
                                    .status()
                            == 200);
        }

        Answer ask(String userId) {
            String body = "{\"userId\": \"%s\", \"phone\": \"07700 900123\"}".formatted(userId);
            return RunningIssuer.send(
                    RunningIssuer.request(port, "/v1/challenges").POST(BodyPublishers.ofString(body)));
        }

        /** SIGKILL. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}

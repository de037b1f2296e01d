package ontime.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import ontime.bench.baseline.Baseline;
import ontime.bench.baseline.BaselineSettings;
import ontime.events.Topic;
import ontime.infrastructure.Ports;

/** One of those that are compared: the worker, or a baseline. Runs as a process of its own. */
sealed interface Contender {

    String title();

    /** Starts it; it reads its topic from the beginning. */
    ChildJvm start(Field field, SnsStub sns, Limits limits) throws IOException;

    /** The topic that it reads when the worker runs beside it. */
    String topic();

    /**
     * The worker's own jar, with its own configuration; only what the surroundings and the limits ask for is set.
     *
     * @param port where its management is
     * @param more settings, as arguments
     */
    record Ours(int port, List<String> more) implements Contender {

        Ours() {
            this(Ports.free(), List.of());
        }

        @Override
        public String title() {
            return "OnTime sms-worker";
        }

        @Override
        public String topic() {
            return Topic.REQUESTS.topicName();
        }

        @Override
        public ChildJvm start(Field field, SnsStub sns, Limits limits) throws IOException {
            BaselineSettings told = field.surroundings(sns, topic(), limits);
            var arguments = new ArrayList<>(List.of(
                    "-jar",
                    jar().toString(),
                    "--server.address=" + Ports.LOOPBACK,
                    "--server.port=" + port,
                    "--spring.kafka.bootstrap-servers=" + told.bootstrapServers(),
                    "--ontime.registry.url=" + told.registryUrl(),
                    "--ontime.worker.private-key=" + told.privateKey(),
                    "--ontime.routes.calls-in-flight.most=" + limits.callsInFlight(),
                    "--ontime.worker.pending=" + limits.pending(),
                    "--ontime.sms.endpoint=" + told.sns(),
                    // As for all: longer than any call that hangs here.
                    "--ontime.sms.timeout=60s"));
            if (limits.perSecond() > 0) {
                arguments.add("--ontime.sms.parts-a-second=" + limits.perSecond());
            }
            arguments.addAll(more);
            return ChildJvm.start(arguments, field.log(title()));
        }

        private static Path jar() throws IOException {
            try (var jars = Files.newDirectoryStream(Path.of("services/sms-worker/target"), "sms-worker-*-app.jar")) {
                return jars.iterator().next();
            }
        }
    }

    /** Runs from this program's own class path. */
    record Other(Baseline baseline, String topic) implements Contender {

        /** Alone on the worker's topic. */
        static Other alone(Baseline baseline) {
            return new Other(baseline, Topic.REQUESTS.topicName());
        }

        @Override
        public String title() {
            return baseline.title();
        }

        @Override
        public ChildJvm start(Field field, SnsStub sns, Limits limits) throws IOException {
            List<String> arguments = Stream.concat(
                            Stream.of(
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Baseline.class.getName(),
                                    baseline.name()),
                            field.surroundings(sns, topic, limits).toArguments().stream())
                    .toList();
            return ChildJvm.start(arguments, field.log(title()));
        }
    }
}

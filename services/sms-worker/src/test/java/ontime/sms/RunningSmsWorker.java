package ontime.sms;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ontime.delivery.neighbours.ManagementPort;
import ontime.infrastructure.TestInfrastructure;
import org.springframework.context.ConfigurableApplicationContext;

/** The service, started as its main method starts it, against the test's infrastructure. */
final class RunningSmsWorker implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningSmsWorker(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param more arguments, which win over the usual ones */
    static RunningSmsWorker start(Path keys, URI sns, String... more) {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        List<String> arguments = arguments(keys, sns);
        arguments.addAll(List.of(more));
        return new RunningSmsWorker(SmsWorkerApplication.application().run(arguments.toArray(String[]::new)));
    }

    /** What the service is told on its command line. */
    static List<String> arguments(Path keys, URI sns) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                // The broker is in this JVM too, and tells of each partition.
                "--logging.level.kafka=WARN",
                "--logging.level.state.change.logger=WARN",
                "--ontime.worker.private-key=" + keys.resolve("sms.private.json"),
                "--ontime.sms.endpoint=" + sns,
                // So short that what a killed worker held is taken over within a test's patience.
                "--spring.kafka.consumer.properties.session.timeout.ms=6000",
                "--spring.kafka.consumer.properties.heartbeat.interval.ms=1000"));
        TestInfrastructure.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments;
    }

    ManagementPort management() {
        return new ManagementPort(context.getEnvironment());
    }

    @Override
    public void close() {
        context.close();
    }
}

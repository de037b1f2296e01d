package ontime.email;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ontime.delivery.neighbours.ManagementPort;
import ontime.infrastructure.TestInfrastructure;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.config.ScheduledTask;

/** The service, started as its main method starts it, against the test's infrastructure. */
final class RunningEmailWorker implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningEmailWorker(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static RunningEmailWorker start(Path keys, int smtpPort) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                // The broker is in this JVM too, and tells of each partition.
                "--logging.level.kafka=WARN",
                "--logging.level.state.change.logger=WARN",
                "--ontime.worker.private-key=" + keys.resolve("email.private.json"),
                "--ontime.email.host=127.0.0.1",
                "--ontime.email.port=" + smtpPort,
                "--ontime.email.tls=NONE",
                // Within a test's patience.
                "--ontime.email.greylist-retry=1s",
                "--ontime.email.from=OnTime <codes@example.org>"));
        TestInfrastructure.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return new RunningEmailWorker(EmailWorkerApplication.application().run(arguments.toArray(String[]::new)));
    }

    ManagementPort management() {
        return new ManagementPort(context.getEnvironment());
    }

    /** What it does again and again, whether mails come or not. */
    List<String> scheduled() {
        return context.getBean(ScheduledAnnotationBeanPostProcessor.class).getScheduledTasks().stream()
                .map(ScheduledTask::toString)
                .toList();
    }

    @Override
    public void close() {
        context.close();
    }
}

package ontime.sandbox.launcher;

import java.util.function.Supplier;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs a service in this JVM as if it were alone in it. */
final class ServiceRunner {
    private final Readiness readiness;

    ServiceRunner(Readiness readiness) {
        this.readiness = readiness;
    }

    /** Returns when the service takes requests; closing what is returned stops it gracefully. */
    AutoCloseable start(Service service, String[] arguments) {
        var loader = new ServiceClassLoader(
                service.artifact(), ClassPathIndex.of(service.artifact()), ServiceRunner.class.getClassLoader());
        var context = inside(loader, () -> {
            var application = service.application();
            // The launcher stops the services itself, before the servers that they need to end in order.
            application.setRegisterShutdownHook(false);
            if (service == Service.SANDBOX) {
                application.addInitializers(knowing(readiness));
            }
            return application.run(arguments);
        });
        return () -> inside(loader, () -> {
            context.close();
            return context;
        });
    }

    private static ApplicationContextInitializer<ConfigurableApplicationContext> knowing(Readiness readiness) {
        return context -> context.getBeanFactory().registerSingleton("installationReadiness", readiness);
    }

    private static <T> T inside(ClassLoader loader, Supplier<T> work) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}

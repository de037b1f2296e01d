package ontime.sandbox.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * A structured log file for each service, although they share a JVM and with it the loggers: a line goes to the file of
 * the service whose thread wrote it, which the thread's context class loader tells.
 */
final class ServiceLogs extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final String OTHERS = "launcher";
    private static final Map<String, Level> LEVELS = Map.of(
            "ROOT", Level.INFO,
            "kafka", Level.WARN,
            "org.apache.kafka", Level.WARN,
            "state.change.logger", Level.WARN,
            // Each consumer that is the first to ask for the group's own topic has it made, and all but one are told
            // so.
            "kafka.server.DefaultAutoTopicCreationManager", Level.ERROR,
            // What these fail at fails with whoever asked, who tells it.
            "io.apicurio.registry.resolver.cache.ERCache", Level.OFF,
            "io.vertx.core.net.impl.ConnectionBase", Level.OFF,
            "io.apicurio.registry.client.common.DefaultVertxInstance", Level.ERROR);

    private final Map<String, Appender<ILoggingEvent>> files = new HashMap<>();

    private ServiceLogs() {}

    /** Takes over from Spring Boot, each of whose applications would set the shared loggers up anew. */
    static void writeTo(Path folder) {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        var context = context(LoggerFactory.getILoggerFactory());
        context.reset();
        var logs = new ServiceLogs();
        logs.setContext(context);
        for (var service : Service.values()) {
            logs.files.put(service.artifact(), file(context, folder, service.artifact()));
        }
        logs.files.put(OTHERS, file(context, folder, OTHERS));
        logs.start();
        LEVELS.forEach((name, level) -> context.getLogger(name).setLevel(level));
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(logs);
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        fileOf(Thread.currentThread().getContextClassLoader()).doAppend(event);
    }

    @Override
    public void stop() {
        super.stop();
        files.values().forEach(Appender::stop);
    }

    /** Tomcat puts a class loader of its own below the service's. */
    private Appender<ILoggingEvent> fileOf(@Nullable ClassLoader loader) {
        for (var ancestor = loader; ancestor != null; ancestor = ancestor.getParent()) {
            if (ancestor instanceof ServiceClassLoader service) {
                return named(service.getName());
            }
        }
        return named(OTHERS);
    }

    private Appender<ILoggingEvent> named(String service) {
        var file = files.get(service);
        if (file == null) {
            throw new IllegalStateException("there is no log of " + service);
        }
        return file;
    }

    private static LoggerContext context(ILoggerFactory factory) {
        if (factory instanceof LoggerContext context) {
            return context;
        }
        throw new IllegalStateException("the launcher logs through Logback, not through " + factory);
    }

    private static Appender<ILoggingEvent> file(LoggerContext context, Path folder, String service) {
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName(service);
        appender.setFile(folder.resolve(service + ".json").toString());
        var rolling = new SizeAndTimeBasedRollingPolicy<ILoggingEvent>();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(
                folder.resolve(service + ".%d{yyyy-MM-dd}.%i.json.gz").toString());
        rolling.setMaxFileSize(FileSize.valueOf("10MB"));
        rolling.setMaxHistory(7);
        rolling.setTotalSizeCap(FileSize.valueOf("50MB"));
        rolling.start();
        appender.setRollingPolicy(rolling);
        appender.setEncoder(encoder(context, service));
        appender.start();
        return appender;
    }

    /** Elastic Common Schema, as the services write it when each runs alone. */
    private static StructuredLogEncoder encoder(LoggerContext context, String service) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("launcher", Map.of("spring.application.name", service)));
        // The encoder asks its context for the application's environment, to name the service in every line.
        context.putObject(Environment.class.getName(), environment);
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        return encoder;
    }
}

package ontime.sandbox;

import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import ontime.sandbox.behaviour.Behaviour;
import ontime.sandbox.behaviour.Conditions;
import ontime.sandbox.behaviour.Pause;
import ontime.sandbox.carrier.Carrier;
import ontime.sandbox.carrier.StatusLog;
import ontime.sandbox.carrier.firehose.Firehose;
import ontime.sandbox.carrier.sns.SnsPort;
import ontime.sandbox.inbox.Inbox;
import ontime.sandbox.mailbox.BounceBox;
import ontime.sandbox.mailbox.MailServer;
import ontime.sandbox.mailbox.Postman;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the simulators together, and is the one place where time, ids and chance come from. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxSettings.class)
class Wiring {

    /** What a provider's answer takes on a good day, in milliseconds. */
    private static final long USUAL_SMS_LATENCY_MS = 60;

    private static final long USUAL_MAIL_LATENCY_MS = 30;
    private static final int INBOX_CAPACITY = 10_000;

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Supplier<UUID> ids() {
        return UUID::randomUUID;
    }

    @Bean
    Pause pause() {
        return Thread::sleep;
    }

    /** Messages that travel for a while; they are lost when the sandbox stops. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService travelling() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    @Bean
    Inbox inbox() {
        return new Inbox(INBOX_CAPACITY);
    }

    @Bean
    Conditions carrierConditions(InstantSource clock, SandboxSettings settings) {
        return new Conditions(Behaviour.flawless(USUAL_SMS_LATENCY_MS), clock, new Random(settings.seed()));
    }

    @Bean
    Conditions mailConditions(InstantSource clock, SandboxSettings settings) {
        return new Conditions(Behaviour.flawless(USUAL_MAIL_LATENCY_MS), clock, new Random(settings.seed()));
    }

    @Bean
    Carrier carrier(
            @Qualifier("carrierConditions") Conditions conditions,
            Inbox inbox,
            InstantSource clock,
            Supplier<UUID> ids,
            Pause pause,
            ExecutorService travelling,
            SandboxSettings settings) {
        return new Carrier(
                conditions, inbox, clock, ids, pause, travelling, statusLog(settings, clock, ids, pause, travelling));
    }

    private static @Nullable StatusLog statusLog(
            SandboxSettings settings,
            InstantSource clock,
            Supplier<UUID> ids,
            Pause pause,
            ExecutorService travelling) {
        if (settings.gatewayUrl() == null || settings.gatewayKey() == null) {
            return null;
        }
        var firehose = new Firehose(
                settings.gatewayUrl().resolve("/webhooks/firehose"), settings.gatewayKey(), ids, clock, pause);
        firehose.flow(travelling);
        return firehose;
    }

    @Bean
    SnsPort snsPort(SandboxSettings settings, Carrier carrier, Supplier<UUID> ids) {
        return new SnsPort(settings.bindAddress(), settings.snsPort(), carrier, ids);
    }

    @Bean
    @ConditionalOnProperty("ontime.sandbox.gateway-key")
    BounceBox bounceBox(SandboxSettings settings) {
        return new BounceBox(
                settings.bindAddress(), settings.imapPort(), Objects.requireNonNull(settings.gatewayKey()));
    }

    @Bean
    MailServer mailServer(
            SandboxSettings settings,
            @Qualifier("mailConditions") Conditions conditions,
            Inbox inbox,
            InstantSource clock,
            Pause pause,
            ExecutorService travelling,
            Optional<BounceBox> bounces) {
        Postman postman = new Postman(conditions, inbox, clock, pause, travelling, bounces.orElse(null));
        return new MailServer(settings.bindAddress(), settings.smtpPort(), conditions, postman);
    }
}

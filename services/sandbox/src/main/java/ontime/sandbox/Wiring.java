package ontime.sandbox;

import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import ontime.infrastructure.identity.GraphStore;
import ontime.infrastructure.identity.ScimStore;
import ontime.sandbox.behaviour.Behaviour;
import ontime.sandbox.behaviour.Conditions;
import ontime.sandbox.behaviour.Pause;
import ontime.sandbox.carrier.Carrier;
import ontime.sandbox.carrier.StatusLog;
import ontime.sandbox.carrier.firehose.Firehose;
import ontime.sandbox.carrier.sns.SnsPort;
import ontime.sandbox.carrier.topic.MailEvents;
import ontime.sandbox.carrier.topic.SigningKey;
import ontime.sandbox.carrier.topic.TextEvents;
import ontime.sandbox.carrier.topic.Topic;
import ontime.sandbox.identity.IdentityProvider;
import ontime.sandbox.identity.IdentityProviders;
import ontime.sandbox.inbox.Inbox;
import ontime.sandbox.mailbox.BounceBox;
import ontime.sandbox.mailbox.MailReports;
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
    private static final long USUAL_STORE_LATENCY_MS = 40;
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
    Conditions graphConditions(InstantSource clock, SandboxSettings settings) {
        return new Conditions(Behaviour.flawless(USUAL_STORE_LATENCY_MS), clock, new Random(settings.seed()));
    }

    @Bean
    Conditions scimConditions(InstantSource clock, SandboxSettings settings) {
        return new Conditions(Behaviour.flawless(USUAL_STORE_LATENCY_MS), clock, new Random(settings.seed()));
    }

    @Bean
    IdentityProviders identityProviders(
            SandboxSettings settings,
            @Qualifier("graphConditions") Conditions graph,
            @Qualifier("scimConditions") Conditions scim,
            Supplier<UUID> ids,
            Pause pause) {
        String secret = Objects.requireNonNullElseGet(
                settings.identitySecret(), () -> ids.get().toString());
        return new IdentityProviders(
                new IdentityProvider(new GraphStore(secret, () -> ids.get().toString()), graph, pause),
                new IdentityProvider(new ScimStore(secret), scim, pause));
    }

    @Bean
    Carrier carrier(
            @Qualifier("carrierConditions") Conditions conditions,
            Inbox inbox,
            InstantSource clock,
            Supplier<UUID> ids,
            Pause pause,
            ExecutorService travelling,
            Optional<Topic> topic,
            SandboxSettings settings) {
        var log = statusLog(settings, clock, ids, pause, travelling);
        var events = topic.map(published -> new TextEvents(published::publish));
        StatusLog byWish = log == null || events.isEmpty()
                ? log
                : status -> (conditions.in(null).notifications() ? events.get() : log).write(status);
        return new Carrier(conditions, inbox, clock, ids, pause, travelling, byWish);
    }

    @Bean
    @ConditionalOnProperty({"ontime.sandbox.gateway-url", "ontime.sandbox.signing-keys"})
    Topic topic(
            SandboxSettings settings,
            Supplier<UUID> ids,
            InstantSource clock,
            Pause pause,
            ExecutorService travelling) {
        var topic = new Topic(
                Objects.requireNonNull(settings.gatewayUrl()).resolve("/webhooks/sns"),
                SigningKey.read(Objects.requireNonNull(settings.signingKeys())),
                ids,
                clock,
                pause,
                travelling);
        topic.subscribe();
        return topic;
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
    SnsPort snsPort(SandboxSettings settings, Carrier carrier, Optional<Topic> topic, Supplier<UUID> ids) {
        return new SnsPort(settings.bindAddress(), settings.snsPort(), carrier, topic.orElse(null), ids);
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
            Supplier<UUID> ids,
            Optional<BounceBox> bounces,
            Optional<Topic> topic) {
        var events = topic.map(published -> new MailEvents(published::publish, ids));
        var reports = new MailReports(conditions, bounces.orElse(null), events.orElse(null));
        Postman postman = new Postman(conditions, inbox, clock, pause, travelling, reports);
        return new MailServer(settings.bindAddress(), settings.smtpPort(), conditions, postman);
    }
}

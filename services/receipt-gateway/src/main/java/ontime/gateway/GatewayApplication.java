package ontime.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Objects;
import ontime.events.TrustedClasses;
import ontime.gateway.aws.AccessKeys;
import ontime.gateway.aws.Certificates;
import ontime.gateway.aws.Confirmation;
import ontime.gateway.aws.FetchedCertificates;
import ontime.gateway.aws.SnsEnvelopes;
import ontime.gateway.aws.Topic;
import ontime.gateway.correlation.Book;
import ontime.gateway.correlation.GatewayMetrics;
import ontime.gateway.correlation.Rounds;
import ontime.gateway.correlation.Silence;
import ontime.gateway.http.Intake;
import ontime.gateway.http.WebhookLimits;
import ontime.gateway.kafka.Publisher;
import ontime.gateway.mailbox.BounceMailbox;
import ontime.tracing.TracingConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.util.unit.DataSize;

/** Starts the service, on its own or beside others in one JVM. Its configuration is {@code receipt-gateway.yaml}. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import(TracingConfiguration.class)
public class GatewayApplication {

    /** A notification is remembered for as many times the window in which it is taken. */
    private static final int WINDOWS_REMEMBERED = 3;

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service, ready to run. Reads only its own configuration file, so that several fit on one class path. */
    public static SpringApplication application() {
        TrustedClasses.install();
        return new SpringApplicationBuilder(GatewayApplication.class)
                .properties("spring.config.name=receipt-gateway")
                .build();
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    GatewayMetrics gatewayMetrics(MeterRegistry meters, Book book) {
        return new GatewayMetrics(meters, book);
    }

    @Bean
    WebhookLimits webhookLimits(GatewaySettings settings) {
        return new WebhookLimits(
                bytes(settings.sns().largestBody()),
                bytes(settings.firehose().largestBody()),
                bytes(settings.firehose().largestContent()));
    }

    private static int bytes(DataSize size) {
        return Math.toIntExact(size.toBytes());
    }

    @Bean
    AccessKeys accessKeys(GatewaySettings settings) {
        return new AccessKeys(settings.firehose().accessKeys());
    }

    @Bean
    SnsEnvelopes snsEnvelopes(GatewaySettings settings, InstantSource clock) {
        var sns = settings.sns();
        return new SnsEnvelopes(sns.topics().stream().map(Topic::of).toList(), certificates(sns, clock), sns.window());
    }

    private static Certificates certificates(GatewaySettings.Sns sns, InstantSource clock) {
        var file = sns.certificate();
        if (file == null) {
            return new FetchedCertificates(clock);
        }
        try {
            var certificate = Files.readAllBytes(file);
            return _ -> certificate.clone();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read ontime.gateway.sns.certificate", e);
        }
    }

    @Bean
    Confirmation confirmation(GatewaySettings settings) {
        return new Confirmation(settings.sns().endpoint());
    }

    @Bean
    Intake intake(Book book, GatewayMetrics metrics, InstantSource clock, Publisher publisher) {
        return new Intake(book, metrics, clock, publisher);
    }

    @Bean
    Silence silence(GatewaySettings settings, Book book, InstantSource clock) {
        return new Silence(book.listeningSince(clock.instant()), settings.silentAfter());
    }

    @Bean
    @ConditionalOnProperty("ontime.gateway.mailbox.host")
    BounceMailbox bounceMailbox(GatewaySettings settings, Intake intake) {
        var mailbox = Objects.requireNonNull(settings.mailbox());
        var account = new BounceMailbox.Account(
                mailbox.tls() ? "imaps" : "imap",
                mailbox.host(),
                mailbox.port(),
                mailbox.username(),
                mailbox.password(),
                mailbox.folder());
        return new BounceMailbox(account, intake::take);
    }

    @Bean
    Rounds rounds(Book book, GatewayMetrics metrics, InstantSource clock, GatewaySettings settings) {
        return new Rounds(
                book,
                metrics,
                clock,
                settings.foreignAfter(),
                settings.keep(),
                settings.sns().window().multipliedBy(WINDOWS_REMEMBERED));
    }
}

package ontime.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ontime.delivery.neighbours.RequestMaker;
import ontime.delivery.neighbours.Topics;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.infrastructure.TestInfrastructure;
import ontime.sealing.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The worker as it runs, with two regions of SNS: one of them fails and comes back. */
@ExtendWith(OutputCaptureExtension.class)
class SmsFailoverIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path keys = Path.of("target", "keys");
    private final RequestMaker issuer = new RequestMaker(keys, InstantSource.system());
    private final SnsStub london = new SnsStub();
    private final SnsStub dublin = new SnsStub();
    private final RunningSmsWorker worker = RunningSmsWorker.start(
            keys,
            london.endpoint(),
            "--ontime.sms.routes[0].name=london",
            "--ontime.sms.routes[0].region=eu-west-2",
            "--ontime.sms.routes[0].endpoint=" + london.endpoint(),
            "--ontime.sms.routes[1].name=dublin",
            "--ontime.sms.routes[1].region=eu-west-1",
            "--ontime.sms.routes[1].endpoint=" + dublin.endpoint(),
            // Within a test's patience.
            "--ontime.routes.down.longest-probe=1s",
            "--ontime.routes.down.longest-probe-alone=1s");
    private final Topics topics = new Topics(TestInfrastructure.properties());
    private final AtomicInteger published = new AtomicInteger();

    SmsFailoverIT() throws IOException {}

    @AfterEach
    void stop() {
        topics.close();
        worker.close();
        london.close();
        dublin.close();
    }

    @Test
    void whenTheFirstRegionIsDownTheSecondTakesTheTextsUntilTheFirstIsBack(CapturedOutput log) {
        String before = publish();
        awaitAccepted(before);
        assertThat(texts(london, before)).isEqualTo(1);

        london.isDown(true);
        List<String> during = IntStream.range(0, 12).mapToObj(i -> publish()).toList();
        during.forEach(this::awaitAccepted);
        assertThat(during).allSatisfy(name -> assertThat(texts(dublin, name)).isEqualTo(1));
        assertThat(during)
                .anySatisfy(name -> assertThat(topics.told(name)).first().satisfies(told -> {
                    assertThat(told.getStatus()).isEqualTo(DeliveryStatus.DEFERRED);
                    assertThat(told.getRoute()).isEqualTo("london");
                    assertThat(told.getReason()).isEqualTo(DeliveryReason.PROVIDER_UNAVAILABLE);
                }));
        assertThat(during)
                .allSatisfy(name ->
                        assertThat(topics.told(name).getLast().getRoute()).isEqualTo("dublin"));
        assertThat(worker.management().metrics())
                .contains("otp_route_breaker{channel=\"SMS\",route=\"london\",state=\"closed\"} 0.0")
                .contains("otp_route_breaker{channel=\"SMS\",route=\"dublin\",state=\"closed\"} 1.0");

        london.isDown(false);
        await().atMost(PATIENCE).until(() -> {
            String name = publish();
            awaitAccepted(name);
            return texts(london, name) == 1;
        });
        String after = publish();
        awaitAccepted(after);
        assertThat(texts(london, after)).isEqualTo(1);
        assertThat(texts(dublin, after)).isZero();
        assertThat(log)
                .containsOnlyOnce("route london is down and only probed from now on: PROVIDER_UNAVAILABLE, ")
                .containsOnlyOnce("route london is back after ")
                .doesNotContain("07700900")
                .doesNotContain("447700900");
    }

    /** A text to somebody who has had none. */
    private String publish() {
        int number = published.incrementAndGet();
        String name = "failover-" + number;
        topics.publish(issuer.sms(name, new Message(number(name), null, null, RequestMaker.CODE, null))
                .build());
        return name;
    }

    private static String number(String name) {
        return "+447700900" + "%03d".formatted(300 + Integer.parseInt(name.substring("failover-".length())));
    }

    private static long texts(SnsStub region, String name) {
        return region.texts(number(name)).size();
    }

    private void awaitAccepted(String name) {
        await("an end of " + name)
                .atMost(PATIENCE)
                .until(() -> statuses(name).anyMatch(status -> status == DeliveryStatus.ACCEPTED));
    }

    private Stream<DeliveryStatus> statuses(String name) {
        return topics.told(name).stream().map(DeliveryReceipt::getStatus);
    }
}

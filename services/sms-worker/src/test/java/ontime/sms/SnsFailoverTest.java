package ontime.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import ontime.delivery.Outcome;
import ontime.delivery.neighbours.OneRoute;
import ontime.delivery.route.Route;
import ontime.delivery.route.Routes;
import ontime.delivery.route.Routes.Clearance;
import ontime.events.Channel;
import ontime.sealing.Message;
import ontime.sms.SmsProperties.RegionProperties;
import ontime.sms.SnsStub.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two regions of SNS over HTTP, one of which fails. Only the time between the calls is moved. */
class SnsFailoverTest {

    private static final Message TEXT = new Message("+447700900123", null, null, "text", null);

    private final SnsStub london = new SnsStub();
    private final SnsStub dublin = new SnsStub();
    private final SnsRoutes sns = new SnsRoutes(
            new SmsProperties(
                    null,
                    "eu-west-2",
                    null,
                    // No answer here is late but for a machine that is busy.
                    Duration.ofSeconds(10),
                    List.of(
                            new RegionProperties("london", "eu-west-2", london.endpoint(), null),
                            new RegionProperties("dublin", "eu-west-1", dublin.endpoint(), null))),
            OneRoute.SETTINGS,
            () -> 0.5);
    private final Routes routes = new Routes(Channel.SMS, sns.inOrder(), OneRoute.SETTINGS, new SimpleMeterRegistry());
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    SnsFailoverTest() throws IOException {}

    @BeforeAll
    static void credentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @AfterEach
    void close() {
        sns.close();
        london.close();
        dublin.close();
    }

    @Test
    void whenTheFirstRegionFailsTheSecondTakesTheTrafficUntilTheFirstIsWellAgain() {
        assertThat(sent(20)).isEqualTo(List.of(20, 0));

        london.isDown(true);
        assertThat(sent(20)).isEqualTo(List.of(0, 15));
        // Each probe is a text that goes the other way at its second try.
        for (int i = 0; i < 5; i++) {
            now = now.plusSeconds(30);
            assertThat(sent(20)).isEqualTo(List.of(0, 19));
        }

        london.isDown(false);
        now = now.plusSeconds(30);
        assertThat(sent(20)).isEqualTo(List.of(20, 0));
    }

    @Test
    void aRegionThatIsGoneAltogetherIsLeftToo() {
        london.close();

        assertThat(sent(20)).isEqualTo(List.of(0, 15));
    }

    @Test
    void aRegionThatDoesNotKnowUsIsLeftAfterTheFirstAnswer() {
        london.willAnswer(TEXT.destination(), Answer.refused(403, "InvalidClientTokenId", TEXT.destination()));

        assertThat(sent(20)).isEqualTo(List.of(0, 19));
    }

    @Test
    void aNumberThatNobodyCanReachLeavesTheTrafficWhereItIs() {
        for (int i = 0; i < 20; i++) {
            london.willAnswer(TEXT.destination(), Answer.refused(400, "InvalidParameter", "PhoneNumber"));
        }

        assertThat(sent(20)).isEqualTo(List.of(0, 0));
        assertThat(sent(20)).isEqualTo(List.of(20, 0));
    }

    @Test
    void aRegionThatThrottlesKeepsWhatItTakesAndTheRestGoesTheOtherWay() {
        london.willAnswer(
                TEXT.destination(),
                Answer.refused(400, "Throttling", TEXT.destination()).retryAfter(3));
        assertThat(sent(10)).isEqualTo(List.of(0, 9));

        now = now.plusSeconds(3);
        assertThat(sent(10)).isEqualTo(List.of(10, 0));
    }

    /** One text after the other, each tried once; how many of them each region took. */
    private List<Integer> sent(int texts) {
        int byLondon = 0;
        int byDublin = 0;
        for (int i = 0; i < texts; i++) {
            var clearance = (Clearance.Go) routes.ask("sms", 1, Duration.ofMinutes(5), now);
            Route route = clearance.route();
            Outcome outcome = route.provider().send(TEXT, "d-" + i);
            now = now.plusMillis(10);
            routes.ended(route, "sms", outcome, Duration.ofMillis(10), now);
            if (outcome instanceof Outcome.Accepted) {
                byLondon += route.name().equals("london") ? 1 : 0;
                byDublin += route.name().equals("dublin") ? 1 : 0;
            }
        }
        return List.of(byLondon, byDublin);
    }
}

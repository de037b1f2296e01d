package ontime.delivery.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ontime.delivery.MovingClock;
import ontime.delivery.engine.Event;
import ontime.delivery.engine.Request;
import ontime.delivery.neighbours.RequestMaker;
import ontime.events.Channel;
import ontime.events.OtpRequested;
import ontime.events.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestReaderTest {

    @TempDir
    static Path keys;

    private final MovingClock clock = new MovingClock();
    private final FakeRequests requests = new FakeRequests();
    private final RequestReader reader =
            new RequestReader(Channel.SMS, new EventDecoder(requests), new EventDecoder(requests), clock);
    private OtpRequested event = new RequestMaker(keys, clock).sms("c-1");

    @Test
    void aPublisherWhoseClockIsAheadDoesNotWinEveryTurn() {
        assertThat(published(clock.instant().plusSeconds(60)).publishedAt()).isEqualTo(clock.instant());
    }

    @Test
    void aRequestIsOrderedByWhenItWasPublishedAndNotByWhenItWasRead() {
        Instant before = clock.instant();
        clock.move(Duration.ofSeconds(3));

        assertThat(published(before).publishedAt()).isEqualTo(before);
    }

    @Test
    void aTextOfTwoPartsIsTakenForTwo() {
        event = OtpRequested.newBuilder(event).setParts(2).build();

        assertThat(published(clock.instant()).parts()).isEqualTo(2);
    }

    private Request published(Instant at) {
        requests.publish(event);
        byte[] value = event.toString().getBytes(UTF_8);
        Event read = reader.read(new ConsumerRecord<>(
                        Topic.REQUESTS.topicName(),
                        0,
                        0,
                        at.toEpochMilli(),
                        TimestampType.CREATE_TIME,
                        0,
                        value.length,
                        new byte[0],
                        value,
                        new RecordHeaders(),
                        Optional.empty()))
                .orElseThrow();
        return ((Event.Requested) read).request();
    }
}

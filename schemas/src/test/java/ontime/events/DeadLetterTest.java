package ontime.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private final ConsumerRecord<byte[], byte[]> record =
            new ConsumerRecord<>("otp.requests", 4, 17, "acme:u-17".getBytes(UTF_8), new byte[] {0, -1, 7});

    @Test
    void itIsTheRecordByteForByteOnTheTopicOfDeadLetters() {
        var letter = DeadLetter.of(record, "not an event", "sms-worker");

        assertThat(letter.topic()).isEqualTo(Topic.REQUESTS.deadLetterName());
        assertThat(letter.partition()).isNull();
        assertThat(letter.key()).isEqualTo(record.key());
        assertThat(letter.value()).isEqualTo(record.value());
    }

    @Test
    void itSaysWhatIsWrongWhoGaveItUpAndWhereItWasRead() {
        record.headers().add("traceparent", "00-trace".getBytes(UTF_8));

        assertThat(DeadLetter.of(record, "not an event", "sms-worker").headers())
                .extracting(header -> header.key(), header -> new String(header.value(), UTF_8))
                .containsExactly(
                        tuple("traceparent", "00-trace"),
                        tuple("dlt-reason", "not an event"),
                        tuple("dlt-consumer", "sms-worker"),
                        tuple("dlt-topic", "otp.requests"),
                        tuple("dlt-partition", "4"),
                        tuple("dlt-offset", "17"));
    }

    @Test
    void aRecordThatIsKeptAfterSeveralTriesHasItsReasonOnce() {
        DeadLetter.of(record, "not an event", "sms-worker");

        var letter = DeadLetter.of(record, "not an event", "sms-worker");

        assertThat(letter.headers().headers(DeadLetter.REASON)).hasSize(1);
    }

    @Test
    void whatMustNotBeKeptForLongIsLeftOut() {
        var letter = DeadLetter.withoutContent(record, "the tenant is not known", "issuer");

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        assertThat(letter.headers())
                .extracting(header -> header.key(), header -> new String(header.value(), UTF_8))
                .contains(tuple("dlt-reason", "the tenant is not known"), tuple("dlt-offset", "17"));
    }

    @Test
    void aRecordWithoutKeyAndValueCanBeKeptToo() {
        var empty = new ConsumerRecord<byte[], byte[]>("otp.checks", 0, 1, null, null);

        assertThat(DeadLetter.of(empty, "empty record", "delivery-history").value())
                .isNull();
    }
}

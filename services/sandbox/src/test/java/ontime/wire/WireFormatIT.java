package ontime.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.Topic;
import ontime.events.TrustedClasses;
import ontime.infrastructure.TestInfrastructure;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the bytes of a record to Confluent's format: a zero, four bytes of schema id, Avro binary, and nothing else.
 */
class WireFormatIT {

    private static final String TOPIC = Topic.CHECKS.topicName();
    private static final int PREFIX = 5;

    private static final CodeChecked EVENT = CodeChecked.newBuilder()
            .setEventId("01900000-0000-7000-8000-000000000001")
            .setTenant("acme")
            .setUserId("u-17")
            .setLoginId("l-1")
            .setChallengeId("c-1")
            .setOutcome(CheckOutcome.WRONG_CODE)
            .setAttemptsLeft(4)
            .setCheckedAt(Instant.parse("2026-03-01T10:00:00.042Z"))
            .build();

    private final KafkaProperties settings = KafkaSettings.standard(TestInfrastructure.registry());

    @BeforeAll
    static void trustTheEvents() {
        TrustedClasses.install();
    }

    @Test
    void aRecordIsAZeroASchemaIdAndAvroBinary() throws IOException {
        byte[] record = serialized(EVENT);

        assertThat(record[0]).isZero();
        assertThat(schemaId(record)).isPositive();
        assertThat(decoded(record)).isEqualTo(EVENT);
    }

    @Test
    void confluentsInterfaceOfTheRegistryKnowsTheIdAsTheSchemaThatWroteTheRecord() throws Exception {
        int id = schemaId(serialized(EVENT));

        assertThat(new Schema.Parser().parse(schemaWithId(id))).isEqualTo(CodeChecked.getClassSchema());
    }

    @Test
    void nothingThatAReaderNeedsHidesInHeaders() {
        var headers = new RecordHeaders();
        try (Serializer<CodeChecked> serializer = serializer()) {
            serializer.serialize(TOPIC, headers, EVENT);
        }

        assertThat(headers.toArray()).isEmpty();
    }

    @Test
    void aRecordThatAnybodyElseWroteInThisFormatIsRead() throws IOException {
        int id = schemaId(serialized(EVENT));
        byte[] foreign = inConfluentsFormat(id, EVENT);

        try (Deserializer<CodeChecked> deserializer = deserializer()) {
            assertThat(deserializer.deserialize(TOPIC, new RecordHeaders(), foreign))
                    .isEqualTo(EVENT);
        }
    }

    private byte[] serialized(CodeChecked event) {
        try (Serializer<CodeChecked> serializer = serializer()) {
            return serializer.serialize(TOPIC, new RecordHeaders(), event);
        }
    }

    /** Made as Kafka makes it: by the name in the settings. */
    @SuppressWarnings("unchecked")
    private Serializer<CodeChecked> serializer() {
        var producer = settings.buildProducerProperties();
        Serializer<CodeChecked> serializer = Utils.newInstance(
                (Class<?>) Objects.requireNonNull(producer.get("value.serializer")), Serializer.class);
        serializer.configure(producer, false);
        return serializer;
    }

    @SuppressWarnings("unchecked")
    private Deserializer<CodeChecked> deserializer() {
        var consumer = settings.buildConsumerProperties();
        Deserializer<CodeChecked> deserializer = Utils.newInstance(
                (Class<?>) Objects.requireNonNull(consumer.get("value.deserializer")), Deserializer.class);
        deserializer.configure(consumer, false);
        return deserializer;
    }

    private static int schemaId(byte[] record) {
        return ByteBuffer.wrap(record).getInt(1);
    }

    private static byte[] inConfluentsFormat(int id, CodeChecked event) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(PREFIX).put((byte) 0).putInt(id).array());
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(CodeChecked.class).write(event, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static CodeChecked decoded(byte[] record) throws IOException {
        var decoder = DecoderFactory.get().binaryDecoder(record, PREFIX, record.length - PREFIX, null);
        CodeChecked event = new SpecificDatumReader<>(CodeChecked.class).read(null, decoder);
        assertThat(decoder.isEnd()).as("nothing follows").isTrue();
        return event;
    }

    private static String schemaWithId(int id) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var question = HttpRequest.newBuilder(
                            URI.create(TestInfrastructure.registry() + "/apis/ccompat/v7/schemas/ids/" + id))
                    .build();
            var answer = client.send(question, BodyHandlers.ofString(UTF_8));
            assertThat(answer.statusCode()).isEqualTo(200);
            return JsonMapper.shared().readTree(answer.body()).get("schema").asString();
        }
    }
}

package ontime.history.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import ontime.history.facts.Delivery;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.Fact;
import ontime.history.ledger.Ledger;
import ontime.history.ledger.Moment;
import ontime.history.ledger.Stage;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** How the API writes what the core knows: the core itself knows nothing of JSON. */
@Component
final class AnswerJson implements JsonMapperBuilderCustomizer {

    /** Always with milliseconds: {@code Instant.toString} leaves them out when they are zero. */
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    @Override
    public void customize(JsonMapper.Builder builder) {
        builder.addModule(new SimpleModule("ontime.history")
                        .addSerializer(Instant.class, new InMilliseconds())
                        .addSerializer(Duration.class, new AsMilliseconds())
                        .addSerializer(DeliveryState.class, new AsTold())
                        .addKeySerializer(Stage.class, new InLowerCase<>())
                        .addKeySerializer(Moment.class, new InLowerCase<>()))
                .addMixIn(Delivery.class, DeliveryJson.class)
                .addMixIn(Fact.Requested.class, FingerprintedJson.class)
                .addMixIn(Fact.Refused.class, FingerprintedJson.class);
    }

    /** Instants and stages are the delivery's own fields. */
    interface DeliveryJson {
        @JsonUnwrapped
        Ledger ledger();
    }

    /** The fingerprint is for our search: equal fingerprints would tell a reader whose numbers are the same. */
    interface FingerprintedJson {
        @JsonIgnore
        @Nullable
        String destinationFingerprint();
    }

    private static final class InMilliseconds extends ValueSerializer<Instant> {
        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializationContext context) {
            json.writeString(MILLISECONDS.format(instant));
        }
    }

    private static final class AsMilliseconds extends ValueSerializer<Duration> {
        @Override
        public void serialize(Duration duration, JsonGenerator json, SerializationContext context) {
            json.writeNumber(duration.toMillis());
        }
    }

    private static final class AsTold extends ValueSerializer<DeliveryState> {
        @Override
        public void serialize(DeliveryState state, JsonGenerator json, SerializationContext context) {
            json.writeString(state.told().name());
        }
    }

    private static final class InLowerCase<E extends Enum<E>> extends ValueSerializer<E> {
        @Override
        public void serialize(E constant, JsonGenerator json, SerializationContext context) {
            json.writeName(constant.name().toLowerCase(Locale.ROOT));
        }
    }
}

package ontime.sandbox.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes every time as ISO-8601 in UTC with milliseconds, also where they are zero: the contract's one form. */
@Configuration(proxyBeanMethods = false)
class Times {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Bean
    JsonMapperBuilderCustomizer timesWithMilliseconds() {
        return mapper -> mapper.addModule(new SimpleModule("times").addSerializer(Instant.class, new InstantForm()));
    }

    private static final class InstantForm extends StdSerializer<Instant> {

        private InstantForm() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializationContext context) {
            json.writeString(FORM.format(instant));
        }
    }
}

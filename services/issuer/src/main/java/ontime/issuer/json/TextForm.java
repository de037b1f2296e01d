package ontime.issuer.json;

import java.time.DateTimeException;
import java.util.IllformedLocaleException;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** A value that JSON has no form of its own for, as text and back. */
final class TextForm {

    private TextForm() {}

    /** @param otherwise what the text must be, for whoever sent another; it goes on where the field's name ends */
    static <T> void add(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read, String otherwise) {
        module.addSerializer(type, new Writer<>(type, write));
        module.addDeserializer(type, new Reader<>(type, read, otherwise));
    }

    private static final class Writer<T> extends StdScalarSerializer<T> {

        private final Function<T, String> write;

        Writer(Class<T> type, Function<T, String> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializationContext context) {
            json.writeString(write.apply(value));
        }
    }

    private static final class Reader<T> extends StdScalarDeserializer<T> {

        private final Function<String, T> read;
        private final String otherwise;

        Reader(Class<T> type, Function<String, T> read, String otherwise) {
            super(type);
            this.read = read;
            this.otherwise = otherwise;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw new WrongTextException(json, otherwise, handledType());
            }
            try {
                return read.apply(json.getString());
            } catch (DateTimeException | IllformedLocaleException | IllegalArgumentException e) {
                throw new WrongTextException(json, otherwise, handledType());
            }
        }
    }
}

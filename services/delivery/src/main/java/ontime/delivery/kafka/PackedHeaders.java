package ontime.delivery.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record's headers in as few bytes as they need. The consumer's own are views of the whole response that they came
 * in, and would keep it in memory for as long as one delivery of it waits.
 */
final class PackedHeaders {

    private static final int NO_VALUE = -1;

    private final byte[] bytes;

    private PackedHeaders(byte[] bytes) {
        this.bytes = bytes;
    }

    static PackedHeaders of(Headers headers) {
        var packed = new ByteArrayOutputStream();
        for (Header header : headers) {
            byte[] name = header.key().getBytes(UTF_8);
            packed.writeBytes(number(name.length));
            packed.writeBytes(name);
            byte[] value = header.value();
            packed.writeBytes(number(value == null ? NO_VALUE : value.length));
            if (value != null) {
                packed.writeBytes(value);
            }
        }
        return new PackedHeaders(packed.toByteArray());
    }

    Headers unpacked() {
        var headers = new RecordHeaders();
        var packed = ByteBuffer.wrap(bytes);
        while (packed.hasRemaining()) {
            var name = new byte[packed.getInt()];
            packed.get(name);
            int size = packed.getInt();
            byte[] value = size == NO_VALUE ? null : new byte[size];
            if (value != null) {
                packed.get(value);
            }
            headers.add(new String(name, UTF_8), value);
        }
        return headers;
    }

    int size() {
        return bytes.length;
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}

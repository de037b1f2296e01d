package ontime.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace, as it travels in the {@code traceparent} header of HTTP and of records (W3C Trace Context, level
 * 1).
 *
 * @param traceId 32 digits, hexadecimal
 * @param spanId 16 digits, hexadecimal
 * @param sampled whether somebody keeps the trace
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {

    private static final Pattern VALID =
            Pattern.compile("00-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})");

    /** What a header says; null when there is none, or none that is valid. */
    public static @Nullable TraceParent of(@Nullable String header) {
        if (header == null) {
            return null;
        }
        var parts = VALID.matcher(header);
        return parts.matches()
                ? new TraceParent(parts.group(1), parts.group(2), (Integer.parseInt(parts.group(3), 16) & 1) == 1)
                : null;
    }

    /** What the headers of a record say; null when they say nothing, or nothing that is valid. */
    public static @Nullable TraceParent of(Headers headers) {
        Header header = headers.lastHeader(EventHeaders.TRACE_PARENT);
        return header == null || header.value() == null ? null : of(new String(header.value(), UTF_8));
    }

    /** As a header. */
    @Override
    public String toString() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}

package ontime.events;

import static java.nio.charset.StandardCharsets.UTF_8;

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

    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;
    private static final int LENGTH = 55;

    /** What a header says; null when there is none, or none that is valid. */
    public static @Nullable TraceParent of(@Nullable String header) {
        // By hand and not by a regular expression: it is asked of every record.
        if (header == null
                || header.length() != LENGTH
                || !header.startsWith("00-")
                || header.charAt(SPAN_ID - 1) != '-'
                || header.charAt(FLAGS - 1) != '-'
                || !isId(header, TRACE_ID, SPAN_ID - 1)
                || !isId(header, SPAN_ID, FLAGS - 1)
                || !isHexadecimal(header, FLAGS, LENGTH)) {
            return null;
        }
        boolean sampled = (Character.digit(header.charAt(LENGTH - 1), 16) & 1) == 1;
        return new TraceParent(header.substring(TRACE_ID, SPAN_ID - 1), header.substring(SPAN_ID, FLAGS - 1), sampled);
    }

    /** Zero is nobody's. */
    private static boolean isId(String header, int from, int to) {
        for (int i = from; i < to; i++) {
            if (header.charAt(i) != '0') {
                return isHexadecimal(header, i, to);
            }
        }
        return false;
    }

    private static boolean isHexadecimal(String header, int from, int to) {
        for (int i = from; i < to; i++) {
            char digit = header.charAt(i);
            if (digit < '0' || (digit > '9' && digit < 'a') || digit > 'f') {
                return false;
            }
        }
        return true;
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

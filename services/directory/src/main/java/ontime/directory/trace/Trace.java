package ontime.directory.trace;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The trace of what the present thread works at, by which one login can be followed through all services. */
public final class Trace {

    /** Its name as a header, of HTTP and of records, and in log lines. */
    public static final String PARENT = "traceparent";

    private static final Pattern VALID = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Trace() {}

    /** Null when there is none. */
    public static @Nullable String current() {
        return MDC.get(PARENT);
    }

    public static boolean isValid(String traceparent) {
        return VALID.matcher(traceparent).matches();
    }

    /** Until it is closed, the present thread works for a trace. */
    public static MDC.MDCCloseable follow(String traceparent) {
        return MDC.putCloseable(PARENT, traceparent);
    }
}

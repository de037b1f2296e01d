package ontime.tracing;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where traces go, {@code ontime.tracing}.
 *
 * @param endpoint where a collector takes spans by OTLP over HTTP, for example {@code http://collector:4318/v1/traces};
 *     without it nothing is traced
 * @param ratio how many of the traces that begin here are kept, from 0 to 1; who comes with a trace has decided already
 * @param headers of each call to the collector, for example its credential
 * @param every how long a span waits for others to be sent with
 * @param timeout of a call to the collector
 * @param queue how many spans wait at most; more are lost
 */
record TracingSettings(
        @Nullable URI endpoint,
        @DefaultValue("0.1") double ratio,
        @DefaultValue Map<String, String> headers,
        @DefaultValue("1s") Duration every,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("16384") int queue) {

    TracingSettings {
        headers = Map.copyOf(headers);
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("ontime.tracing.ratio must be between 0 and 1");
        }
        if (endpoint != null
                && (!("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
                        || endpoint.getHost() == null)) {
            throw new IllegalArgumentException(
                    "ontime.tracing.endpoint must be an http or https address, such as http://collector:4318/v1/traces");
        }
        if (queue < 1) {
            throw new IllegalArgumentException("ontime.tracing.queue must be 1 or more");
        }
    }

    /** Without the headers, which may be a credential. */
    @Override
    public String toString() {
        return "TracingSettings[" + endpoint + ", " + ratio + "]";
    }
}

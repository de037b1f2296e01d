package ontime.delivery;

import org.jspecify.annotations.Nullable;

/**
 * The trace that a request belongs to, handed on to everything that follows from it.
 *
 * @param traceparent as in W3C Trace Context; null when the request carried none
 */
public record TraceContext(@Nullable String traceparent) {}

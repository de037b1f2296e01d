/**
 * What is told of a login while it happens: one trace (W3C Trace Context), whichever services and threads it passes,
 * and a log line for each event. The only package that knows OpenTelemetry; without a collector it makes no span.
 */
@NullMarked
package ontime.tracing;

import org.jspecify.annotations.NullMarked;

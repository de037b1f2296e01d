package ontime.tracing;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A collector that takes spans as OpenTelemetry's own does: OTLP over HTTP, protobuf. It keeps them. */
public final class Collector implements AutoCloseable {

    private final HttpServer server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<String> raw = new CopyOnWriteArrayList<>();

    /**
     * A span as it was exported.
     *
     * @param service that exported it
     * @param parent id of the span because of which it is; empty for none
     * @param linked traces that have to do with it
     */
    public record Seen(
            String service,
            String name,
            String kind,
            String trace,
            String id,
            String parent,
            Instant begun,
            Instant ended,
            boolean failed,
            Map<String, String> attributes,
            List<String> linked) {}

    public Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
    }

    public List<Seen> spans() {
        return List.copyOf(seen);
    }

    public List<Seen> spansOf(String trace) {
        return seen.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    /** Everything that came, as text. */
    public String text() {
        return String.join("\n", raw);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                    ? new GZIPInputStream(exchange.getRequestBody())
                    : exchange.getRequestBody();
            var request = ExportTraceServiceRequest.parseFrom(body);
            raw.add(request.toString());
            request.getResourceSpansList().forEach(this::take);
            byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        }
    }

    private void take(ResourceSpans spans) {
        String service = attributes(spans.getResource().getAttributesList()).getOrDefault("service.name", "");
        spans.getScopeSpansList().forEach(scope -> scope.getSpansList().forEach(span -> seen.add(seen(service, span))));
    }

    private static Seen seen(String service, Span span) {
        return new Seen(
                service,
                span.getName(),
                span.getKind().name().replace("SPAN_KIND_", ""),
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                instant(span.getStartTimeUnixNano()),
                instant(span.getEndTimeUnixNano()),
                span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
                attributes(span.getAttributesList()),
                span.getLinksList().stream().map(link -> hex(link.getTraceId())).toList());
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        one -> one.getValue().hasIntValue()
                                ? String.valueOf(one.getValue().getIntValue())
                                : one.getValue().getStringValue()));
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}

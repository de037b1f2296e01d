package ontime.stories;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import ontime.stories.Drill.Phase;
import ontime.stories.Drill.Series;

/** Shows Prometheus made-up series in a service's stead. Each time that it is asked, a minute has passed. */
final class StandIn implements AutoCloseable {

    private final HttpServer server;
    private final List<Series> series;
    private final Supplier<Phase> phase;
    private final Map<String, Double> values = new HashMap<>();

    private StandIn(HttpServer server, List<Series> series, Supplier<Phase> phase) {
        this.server = server;
        this.series = series;
        this.phase = phase;
    }

    static StandIn start(List<Series> series, Supplier<Phase> phase) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        var standIn = new StandIn(server, series, phase);
        server.createContext("/actuator/prometheus", standIn::answer);
        server.start();
        return standIn;
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var text = new StringBuilder("# Made up.\n");
            for (Series one : series) {
                double value = one.in(phase.get()).after(values.getOrDefault(one.name(), 0.0));
                values.put(one.name(), value);
                text.append(one.name()).append(' ').append(value).append('\n');
            }
            var body = text.toString().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

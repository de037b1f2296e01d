package ontime.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An SNS that answers Publish (AWS Query protocol) as it was told to for a number, and takes all else. */
final class SnsStub implements AutoCloseable {

    private final HttpServer server;
    private final List<Map<String, String>> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Supplier<Answer>>> answers = new ConcurrentHashMap<>();

    /** Whether every call that was told nothing else is answered with a 503. */
    private volatile boolean down;

    /** An HTTP answer. */
    record Answer(int status, String body, Map<String, String> headers) {

        static Answer accepted() {
            return new Answer(
                    200,
                    "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>",
                    Map.of());
        }

        Answer retryAfter(int seconds) {
            return new Answer(status, body, Map.of("Retry-After", Integer.toString(seconds)));
        }

        /** As SNS refuses: with words that quote the number. */
        static Answer refused(int status, String code, String number) {
            return new Answer(
                    status,
                    "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s: %s</Message></Error></ErrorResponse>"
                            .formatted(code, code, number),
                    Map.of());
        }
    }

    SnsStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void isDown(boolean down) {
        this.down = down;
    }

    /** The answers to the next calls for a number, in order. */
    void willAnswer(String number, Answer... next) {
        for (Answer answer : next) {
            willAnswer(number, () -> answer);
        }
    }

    /** The answer to one more call for a number; whatever else is to happen happens in the supplier. */
    void willAnswer(String number, Supplier<Answer> next) {
        answers.computeIfAbsent(number, n -> new ConcurrentLinkedQueue<>()).add(next);
    }

    /** The texts that were published to a number. */
    List<String> texts(String number) {
        return calls(number).map(call -> call.getOrDefault("Message", "")).toList();
    }

    Stream<Map<String, String>> calls(String number) {
        return calls.stream().filter(call -> number.equals(call.get("PhoneNumber")));
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> call = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        calls.add(call);
        Queue<Supplier<Answer>> script = answers.get(call.getOrDefault("PhoneNumber", ""));
        Supplier<Answer> next = script == null ? null : script.poll();
        Answer answer = next == null ? unscripted() : next.get();
        byte[] body = answer.body().getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "text/xml");
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer unscripted() {
        return down ? Answer.refused(503, "ServiceUnavailable", "") : Answer.accepted();
    }

    private static Map<String, String> form(String body) {
        return Stream.of(body.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> URLDecoder.decode(field[1], UTF_8)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

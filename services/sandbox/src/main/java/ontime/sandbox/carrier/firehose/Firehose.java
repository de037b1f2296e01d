package ontime.sandbox.carrier.firehose;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import ontime.sandbox.behaviour.Pause;
import ontime.sandbox.carrier.SmsStatus;
import ontime.sandbox.carrier.StatusLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A delivery stream with an HTTP endpoint at its end (Amazon Data Firehose Developer Guide, "Understand HTTP endpoint
 * delivery request and response specifications"): collects for a moment, posts, and posts again until it is answered
 * with 200 or has tried often enough.
 */
public final class Firehose implements StatusLog {

    private static final Logger LOG = LoggerFactory.getLogger(Firehose.class);
    private static final int LARGEST_BATCH = 500;
    private static final long BUFFER_MILLIS = 100;
    private static final long BETWEEN_TRIES_MILLIS = 1_000;
    private static final int MOST_TRIES = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI endpoint;
    private final String accessKey;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final Pause pause;
    private final BlockingQueue<SmsStatus> buffer = new LinkedBlockingQueue<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** A stream to this endpoint. {@link #flow} makes it flow. */
    public Firehose(URI endpoint, String accessKey, Supplier<UUID> ids, InstantSource clock, Pause pause) {
        this.endpoint = endpoint;
        this.accessKey = accessKey;
        this.ids = ids;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public void write(SmsStatus status) {
        buffer.add(status);
    }

    /** Delivers what is written, until the threads are interrupted. */
    public void flow(ExecutorService threads) {
        threads.execute(() -> {
            try {
                while (true) {
                    deliver(next());
                }
            } catch (InterruptedException shutdown) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private List<SmsStatus> next() throws InterruptedException {
        var batch = new ArrayList<SmsStatus>();
        batch.add(buffer.take());
        pause.forMillis(BUFFER_MILLIS);
        buffer.drainTo(batch, LARGEST_BATCH - 1);
        return batch;
    }

    private void deliver(List<SmsStatus> batch) throws InterruptedException {
        var requestId = ids.get().toString();
        var body = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "requestId", requestId,
                        "timestamp", clock.millis(),
                        "records", List.of(Map.of("data", Base64.getEncoder().encodeToString(LogRecord.of(batch))))));
        var request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("X-Amz-Firehose-Protocol-Version", "1.0")
                .header("X-Amz-Firehose-Request-Id", requestId)
                .header("X-Amz-Firehose-Source-Arn", "arn:aws:firehose:eu-west-2:123456789012:deliverystream/receipts")
                .header("X-Amz-Firehose-Access-Key", accessKey)
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(body))
                .build();
        for (var tries = 0; tries < MOST_TRIES; tries++) {
            if (taken(request)) {
                return;
            }
            pause.forMillis(BETWEEN_TRIES_MILLIS);
        }
        LOG.warn("nobody took {} delivery statuses", batch.size());
    }

    private boolean taken(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}

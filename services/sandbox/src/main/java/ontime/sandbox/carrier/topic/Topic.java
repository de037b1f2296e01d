package ontime.sandbox.carrier.topic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import ontime.sandbox.behaviour.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic with one subscriber, who has to confirm before anything is delivered (Amazon SNS Developer Guide, "Amazon SNS
 * message delivery retries"): what is answered with 5xx or not at all is sent again, what is refused is not.
 */
public final class Topic {

    /** Its name; no account of AWS has this number. */
    public static final String ARN = "arn:aws:sns:eu-west-2:123456789012:ontime-reports";

    private static final String HOST = "sns.eu-west-2.amazonaws.com";
    private static final String CERTIFICATE_URL =
            "https://" + HOST + "/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";

    private static final Logger LOG = LoggerFactory.getLogger(Topic.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long BETWEEN_TRIES_MILLIS = 1_000;
    private static final int MOST_TRIES = 300;

    private final URI subscriber;
    private final SigningKey key;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final Pause pause;
    private final Executor threads;
    private final String token;
    private final CountDownLatch confirmed = new CountDownLatch(1);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * A topic. {@link #subscribe} asks its subscriber.
     *
     * @param subscriber where messages are posted to
     * @param threads must not limit how many it runs at once
     */
    public Topic(
            URI subscriber, SigningKey key, Supplier<UUID> ids, InstantSource clock, Pause pause, Executor threads) {
        this.subscriber = subscriber;
        this.key = key;
        this.ids = ids;
        this.clock = clock;
        this.pause = pause;
        this.threads = threads;
        this.token = ids.get().toString();
    }

    /** Asks the subscriber to confirm, until it does. Does not wait. */
    public void subscribe() {
        later(() -> {
            for (var tries = 0; tries < MOST_TRIES && confirmed.getCount() > 0; tries++) {
                var question = Envelope.confirmation(ARN, ids.get().toString(), token, HOST, clock.instant());
                if (status(question) == 200 && confirmed.getCount() == 0) {
                    return;
                }
                pause.forMillis(BETWEEN_TRIES_MILLIS);
            }
        });
    }

    /** The subscriber's answer; false when it names another topic or token. */
    public boolean confirm(String arn, String shown) {
        if (!ARN.equals(arn) || !token.equals(shown)) {
            return false;
        }
        confirmed.countDown();
        return true;
    }

    /** Delivers a message as soon as the subscription is confirmed. Does not wait. */
    public void publish(String message) {
        var envelope = Envelope.notification(ARN, ids.get().toString(), message, clock.instant());
        later(() -> {
            confirmed.await();
            for (var tries = 0; tries < MOST_TRIES; tries++) {
                var status = status(envelope);
                if (status < 500) {
                    if (status >= 400) {
                        LOG.warn("a notification was refused with {}", status);
                    }
                    return;
                }
                pause.forMillis(BETWEEN_TRIES_MILLIS);
            }
            LOG.warn("nobody took a notification");
        });
    }

    private int status(Envelope envelope) throws InterruptedException {
        var request = HttpRequest.newBuilder(subscriber)
                .header("Content-Type", "text/plain; charset=UTF-8")
                .header(
                        "x-amz-sns-message-type",
                        String.valueOf(envelope.fields().get("Type")))
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(envelope.signed(key, CERTIFICATE_URL)))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 503;
        }
    }

    /** What may be interrupted. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private void later(Work work) {
        threads.execute(() -> {
            try {
                work.run();
            } catch (InterruptedException shutdown) {
                // The sandbox is going down, and what it would have told with it.
                Thread.currentThread().interrupt();
            }
        });
    }
}

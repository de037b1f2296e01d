package ontime.gateway.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Confirms a subscription. The address that a message names for it is not used: the call is put together from the
 * topic, which is one of ours, and the token, so that a message can only ever make us call SNS itself.
 */
public final class Confirmation {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();
    private final @Nullable URI endpoint;

    /** @param endpoint of a simulated SNS; null for the real one */
    public Confirmation(@Nullable URI endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Confirms, and returns when SNS has said yes.
     *
     * @throws IOException when it did not
     */
    public void confirm(Envelope.Subscription subscription) throws IOException {
        var topic = subscription.topic();
        var base = endpoint == null ? "https://" + topic.host() : endpoint.toString();
        var address = URI.create(base + "/?Action=ConfirmSubscription&Version=2010-03-31&TopicArn="
                + URLEncoder.encode(topic.arn(), UTF_8) + "&Token="
                + URLEncoder.encode(subscription.token(), UTF_8));
        try {
            var answer =
                    http.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.discarding());
            if (answer.statusCode() != 200) {
                throw new IOException("SNS answered " + answer.statusCode());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

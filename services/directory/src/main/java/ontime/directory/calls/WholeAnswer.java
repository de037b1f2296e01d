package ontime.directory.calls;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Answers as a whole. The time-out of a request ends when its headers are there: the body, too, must come in time. */
public final class WholeAnswer {

    private WholeAnswer() {}

    /**
     * Makes a call.
     *
     * @param patience from the first connection to the last byte of the answer
     * @throws HttpTimeoutException when it was not all there in time
     * @throws ExecutionException when there was none, for the reason that is its cause
     */
    public static <T> HttpResponse<T> of(
            HttpClient client, HttpRequest request, BodyHandler<T> reader, Duration patience)
            throws IOException, ExecutionException {
        var answer = client.sendAsync(request, reader);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            // Gives the connection back of what has not ended; of what has, it does nothing.
            answer.cancel(true);
        }
    }
}

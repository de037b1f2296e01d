package ontime.gateway.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Fetches certificates from AWS. Whoever sends us a message names the address, so it is fetched only from a host of SNS
 * (the SDK sees to that) under the one name that certificates have there, without following where it leads, and only so
 * often: nobody can make us call much, or far. What was fetched the SDK keeps.
 */
public final class FetchedCertificates implements Certificates {

    private static final int LARGEST = 32 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_A_MINUTE = 10;

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();
    private final InstantSource clock;
    private final Deque<Instant> calls = new ArrayDeque<>();

    public FetchedCertificates(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public byte[] at(URI address) throws IOException {
        count();
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        try {
            var answer = http.send(request, BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new IOException("answered " + answer.statusCode());
                }
                var certificate = body.readNBytes(LARGEST + 1);
                if (certificate.length > LARGEST) {
                    throw new IOException("too large for a certificate");
                }
                return certificate;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private synchronized void count() throws IOException {
        var now = clock.instant();
        while (!calls.isEmpty() && calls.getFirst().isBefore(now.minusSeconds(60))) {
            calls.removeFirst();
        }
        if (calls.size() >= MOST_A_MINUTE) {
            throw new IOException("fetched too many certificates within a minute");
        }
        calls.addLast(now);
    }
}

package ontime.history;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the issuer is that does what people at the console want. Without both of the first two they can look, and do
 * nothing.
 *
 * @param url of its API, without a path
 * @param privateKey that this service signs for its people with: a P-256 key, PKCS #8 in PEM
 * @param patience for so long an answer is waited for, at least 100 ms
 */
@ConfigurationProperties("ontime.history.issuer")
public record IssuerSettings(
        @Nullable URI url,
        @Nullable Path privateKey,
        @DefaultValue("5s") Duration patience) {

    private static final Duration LEAST = Duration.ofMillis(100);

    public IssuerSettings {
        if ((url == null) != (privateKey == null)) {
            throw new IllegalArgumentException(
                    "ontime.history.issuer takes a url and a private-key; to have no actions, leave both out");
        }
        if (patience.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("ontime.history.issuer.patience is 100ms at least");
        }
    }
}

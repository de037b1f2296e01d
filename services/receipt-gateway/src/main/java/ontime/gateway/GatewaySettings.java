package ontime.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What can be set of this service beyond Spring's own names, {@code ontime.gateway.*}. Without topics and access keys
 * it lets nobody in.
 *
 * @param mailbox where mails come back to; null when nobody looks
 * @param readers how many threads follow the topics, at least 1
 * @param foreignAfter a report whose message no worker has handed over by then is not ours
 * @param silentAfter after how long an accepted message that nobody reported on is UNKNOWN, by provider ({@code sns}),
 *     provider and country ({@code sns.gb}), or provider and route ({@code sns.route.london}); a provider that is not
 *     named is not expected to report. Without any, {@code sns} has 15 minutes
 * @param keep for how long a late report still finds its delivery
 */
@ConfigurationProperties("ontime.gateway")
record GatewaySettings(
        @DefaultValue Sns sns,
        @DefaultValue Firehose firehose,
        @Nullable Mailbox mailbox,
        @DefaultValue("2") int readers,
        @DefaultValue("15m") Duration foreignAfter,
        @DefaultValue Map<String, Duration> silentAfter,
        @DefaultValue("8d") Duration keep) {

    GatewaySettings {
        if (readers < 1) {
            throw new IllegalArgumentException("ontime.gateway.readers is at least 1");
        }
        requirePositive("foreign-after", foreignAfter);
        requirePositive("keep", keep);
        silentAfter = silentAfter.isEmpty() ? Map.of("sns", Duration.ofMinutes(15)) : Map.copyOf(silentAfter);
        silentAfter.forEach((route, bound) -> requirePositive("silent-after." + route, bound));
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("ontime.gateway." + name + " is longer than nothing");
        }
    }

    /**
     * The webhook of Amazon SNS.
     *
     * @param topics the ARNs of the topics that are ours; what comes from any other is refused
     * @param window for how long after its making a message is taken; SNS itself gives up within an hour
     * @param largestBody SNS takes 256 KiB for a message, which JSON may make longer
     * @param certificate of a simulated SNS, a PEM file; never set it where AWS is to call, which it would shut out
     * @param endpoint of a simulated SNS, where subscriptions are confirmed
     */
    record Sns(
            @DefaultValue Set<String> topics,
            @DefaultValue("65m") Duration window,
            @DefaultValue("1MB") DataSize largestBody,
            @Nullable Path certificate,
            @Nullable URI endpoint) {

        Sns {
            topics = Set.copyOf(topics);
            requirePositive("sns.window", window);
        }
    }

    /**
     * The webhook of Amazon Data Firehose.
     *
     * @param accessKeys SHA-256 of each access key, in hexadecimal
     * @param largestBody as sent; a Firehose buffer of 5 MiB makes 6.7 MiB of base64
     * @param largestContent to how much the records of one body may unpack
     */
    record Firehose(
            @DefaultValue Set<String> accessKeys,
            @DefaultValue("8MB") DataSize largestBody,
            @DefaultValue("64MB") DataSize largestContent) {

        Firehose {
            accessKeys = Set.copyOf(accessKeys);
        }

        /** Even a digest is nobody's business. */
        @Override
        public String toString() {
            return "Firehose[accessKeys=" + accessKeys.size() + "]";
        }
    }

    /**
     * The mailbox that mails come back to, read over IMAP. Whoever may write to it can only report on mails whose
     * Message-ID they know.
     *
     * @param tls whether the connection is encrypted from its beginning; without it only where nobody can listen
     */
    record Mailbox(
            String host,
            @DefaultValue("993") int port,
            String username,
            String password,
            @DefaultValue("true") boolean tls,
            @DefaultValue("INBOX") String folder) {

        /** Everything but the password. */
        @Override
        public String toString() {
            return "Mailbox[" + username + "@" + host + ":" + port + "/" + folder + "]";
        }
    }
}

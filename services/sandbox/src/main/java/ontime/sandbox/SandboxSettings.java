package ontime.sandbox;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sandbox's configuration, {@code ontime.sandbox.*}.
 *
 * @param bindAddress the address that all ports of the sandbox listen on
 * @param snsPort the port of the SNS-compatible endpoint; 0 takes a free one
 * @param smtpPort the port of the mail server; 0 takes a free one
 * @param imapPort the port of the mailbox that mails come back to; 0 takes a free one
 * @param issuerUrl where the demo page's back end asks for codes
 * @param historyUrl where the demo page's links to a login lead
 * @param gatewayUrl where the phone network reports to; null when nobody wants to know
 * @param gatewayKey what the phone network shows there, and the password of the mailbox that mails come back to; null
 *     when there is none
 * @param apiKey what the back end shows the issuer; without it the issuer will refuse
 * @param signingKeys the folder with the key that notifications are signed with; null when there are none
 * @param identitySecret what callers of the simulated identity stores show; null lets nobody in
 * @param seed where the simulated misfortune starts: the same faults in the same order at each start
 */
@ConfigurationProperties("ontime.sandbox")
public record SandboxSettings(
        @DefaultValue("127.0.0.1") String bindAddress,
        @DefaultValue("8091") int snsPort,
        @DefaultValue("8092") int smtpPort,
        @DefaultValue("8086") int imapPort,
        @DefaultValue("http://127.0.0.1:8081") URI issuerUrl,
        @DefaultValue("http://127.0.0.1:8080") URI historyUrl,
        @Nullable URI gatewayUrl,
        @Nullable String gatewayKey,
        @Nullable String apiKey,
        @Nullable Path signingKeys,
        @Nullable String identitySecret,
        @DefaultValue("1") long seed) {

    public SandboxSettings {
        requirePort("sns-port", snsPort);
        requirePort("smtp-port", smtpPort);
        requirePort("imap-port", imapPort);
    }

    private static void requirePort(String name, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("ontime.sandbox." + name + " must be a port from 0 to 65535");
        }
    }

    /** Everything but the keys: exceptions and debug output end up in logs. */
    @Override
    public String toString() {
        return "SandboxSettings[bindAddress=%s, snsPort=%d, smtpPort=%d, issuerUrl=%s, historyUrl=%s, apiKey=%s]"
                .formatted(bindAddress, snsPort, smtpPort, issuerUrl, historyUrl, apiKey == null ? "none" : "set");
    }
}

package ontime.sms;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How SNS is reached. Credentials come from the SDK's default chain.
 *
 * @param endpoint instead of AWS's own; null for AWS
 * @param region of AWS
 * @param timeout of one call, from connecting to the last byte
 */
@ConfigurationProperties("ontime.sms")
record SmsProperties(
        @Nullable URI endpoint,
        @DefaultValue("eu-west-2") String region,
        @DefaultValue("5s") Duration timeout) {

    SmsProperties {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("ontime.sms.timeout must be more than 0");
        }
    }
}

package ontime.sms;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How SNS is reached. Credentials come from the SDK's default chain.
 *
 * @param endpoint of the one route, instead of AWS's own; null for AWS
 * @param region of the one route
 * @param partsASecond of the one route: what the origination number carries, which AWS counts in message parts; null
 *     for no bound
 * @param timeout of one call, from connecting to the last byte
 * @param routes regions of AWS in order of preference, in place of the one that the first three name
 */
@ConfigurationProperties("ontime.sms")
record SmsProperties(
        @Nullable URI endpoint,
        @DefaultValue("eu-west-2") String region,
        @Nullable Double partsASecond,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue List<RegionProperties> routes) {

    /**
     * One region of AWS, which has its own quotas and its own faults.
     *
     * @param name as it is shown in metrics; null for the region's own
     * @param region of AWS
     * @param endpoint instead of AWS's own; null for AWS
     * @param partsASecond of all replicas together; null for no bound
     */
    record RegionProperties(
            @Nullable String name,
            String region,
            @Nullable URI endpoint,
            @Nullable Double partsASecond) {

        RegionProperties {
            if (partsASecond != null && !(partsASecond > 0)) {
                throw new IllegalArgumentException("parts-a-second of region " + region + " must be more than 0");
            }
        }

        String shownName() {
            return name == null ? region : name;
        }

        double rate() {
            return partsASecond == null ? Double.POSITIVE_INFINITY : partsASecond;
        }
    }

    SmsProperties {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("ontime.sms.timeout must be more than 0");
        }
        routes = routes.isEmpty()
                ? List.of(new RegionProperties(null, region, endpoint, partsASecond))
                : List.copyOf(routes);
    }
}

package ontime.history;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How conversion is told as metrics, {@code ontime.history.conversion.*}. A label costs a time series for each of its
 * values, so what is not named here is "other".
 *
 * @param window how long the time is whose deliveries count; those that are too young to judge lie in it, too
 * @param every how often it is counted
 * @param providers with a label of their own
 * @param carriers phone networks with a label of their own, as the provider writes them
 * @param domains of mail addresses with a label of their own, in lower case
 */
@ConfigurationProperties("ontime.history.conversion")
public record ConversionSettings(
        @DefaultValue("30m") Duration window,
        @DefaultValue("1m") Duration every,
        @DefaultValue({"sns", "smtp"}) Set<String> providers,
        @DefaultValue Set<String> carriers,

        @DefaultValue({
            "gmail.com",
            "googlemail.com",
            "outlook.com",
            "hotmail.com",
            "live.com",
            "yahoo.com",
            "icloud.com",
            "aol.com"
        })
        Set<String> domains) {

    public ConversionSettings {
        if (!window.isPositive() || !every.isPositive()) {
            throw new IllegalArgumentException("ontime.history.conversion.window and .every are longer than nothing");
        }
        providers = Set.copyOf(providers);
        carriers = Set.copyOf(carriers);
        domains = Set.copyOf(domains);
    }
}

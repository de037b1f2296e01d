package ontime.history;

import java.time.Duration;
import java.util.Map;
import ontime.history.promises.Promise;
import ontime.history.promises.Terms;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When codes are judged, {@code ontime.history.promises.*}. What is promised of how many of them is in
 * {@code grafana/slo.yaml}.
 *
 * @param every how often those that have become old enough are judged
 * @param accepted within which time a provider takes a code
 * @param confirmed within which time a text message is confirmed
 * @param ended within which time somebody has told the end of a delivery: longer than any code lives
 * @param reading for so long after its time what happened may still be unread, and nothing is judged
 * @param reporting the same of what networks report, which providers collect before they pass it on
 * @param confirming a route that has confirmed nothing for so long is one that does not
 */
@ConfigurationProperties("ontime.history.promises")
public record PromiseSettings(
        @DefaultValue("15s") Duration every,
        @DefaultValue("5s") Duration accepted,
        @DefaultValue("30s") Duration confirmed,
        @DefaultValue("11m") Duration ended,
        @DefaultValue("60s") Duration reading,
        @DefaultValue("5m") Duration reporting,
        @DefaultValue("6h") Duration confirming) {

    public PromiseSettings {
        if (!every.isPositive() || !accepted.isPositive() || !confirmed.isPositive() || !ended.isPositive()) {
            throw new IllegalArgumentException(
                    "ontime.history.promises.every, .accepted, .confirmed and .ended are longer than nothing");
        }
    }

    /** The same, by promise. */
    public Terms terms() {
        return new Terms(
                Map.of(
                        Promise.ACCEPTED, accepted,
                        Promise.CONFIRMED, confirmed,
                        Promise.ENDED, ended),
                Map.of(
                        Promise.ACCEPTED, accepted.plus(reading),
                        Promise.CONFIRMED, confirmed.plus(reporting),
                        Promise.ENDED, ended.plus(reading)),
                reading,
                confirming);
    }
}

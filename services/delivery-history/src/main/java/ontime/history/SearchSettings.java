package ontime.history;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the search for a whole number or address needs.
 *
 * @param fingerprintKey file with the issuer's key for fingerprints; without it nobody can search by a destination
 * @param region where a number without a country code is from (ISO 3166-1 alpha-2)
 */
@ConfigurationProperties("ontime.history.search")
public record SearchSettings(
        @Nullable Path fingerprintKey, @DefaultValue("GB") String region) {

    public SearchSettings {
        if (!region.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException("ontime.history.search.region is two capital letters, for example GB");
        }
    }
}

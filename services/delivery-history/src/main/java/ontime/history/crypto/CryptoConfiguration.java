package ontime.history.crypto;

import ontime.history.SearchSettings;
import ontime.history.phone.NumberReader;
import ontime.history.search.Fingerprints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CryptoConfiguration {

    @Bean
    Fingerprints fingerprints(SearchSettings settings) {
        var file = settings.fingerprintKey();
        var numbers = new NumberReader(settings.region());
        return new HmacFingerprints(file == null ? null : HmacFingerprints.read(file), numbers::toE164);
    }
}

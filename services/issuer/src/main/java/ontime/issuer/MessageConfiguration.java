package ontime.issuer;

import ontime.issuer.icu.IcuPhrasing;
import ontime.issuer.icu.IcuWordingCheck;
import ontime.issuer.message.ChangeWriter;
import ontime.issuer.message.MessageWriter;
import ontime.issuer.message.OurTemplates;
import ontime.issuer.message.Phrasing;
import ontime.issuer.policy.WordingCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What people read, and in which languages. */
@Configuration(proxyBeanMethods = false)
class MessageConfiguration {

    @Bean
    Phrasing phrasing() {
        return new IcuPhrasing();
    }

    @Bean
    OurTemplates ourTemplates() {
        return new OurTemplates();
    }

    @Bean
    MessageWriter messageWriter(Phrasing phrasing, OurTemplates ours) {
        return new MessageWriter(phrasing, ours);
    }

    @Bean
    ChangeWriter changeWriter(Phrasing phrasing, OurTemplates ours) {
        return new ChangeWriter(phrasing, ours);
    }

    @Bean
    WordingCheck wordingCheck(Phrasing phrasing, OurTemplates ours) {
        return new IcuWordingCheck(phrasing, ours);
    }
}

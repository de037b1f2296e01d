package ontime.issuer;

import java.time.InstantSource;
import java.util.HashMap;
import ontime.issuer.json.PolicyJson;
import ontime.issuer.policy.Policies;
import ontime.issuer.policy.Policy;
import ontime.issuer.policy.PolicyCheck;
import ontime.issuer.policy.PolicyStore;
import ontime.issuer.policy.WordingCheck;
import ontime.issuer.postgres.JdbcPolicyStore;
import ontime.issuer.postgres.PolicyPoll;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each tenant allows: as configured, until it is changed. */
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    @Bean
    PolicyJson policyJson() {
        return new PolicyJson();
    }

    @Bean
    WordingCheck wordingCheck() {
        return wording -> WordingCheck.Findings.NONE;
    }

    @Bean
    PolicyCheck policyCheck(WordingCheck wording) {
        return new PolicyCheck(wording);
    }

    @Bean
    PolicyStore policyStore(JdbcClient database, PolicyJson json) {
        return new JdbcPolicyStore(database, json);
    }

    @Bean
    Policies policies(
            IssuerProperties properties, PolicyJson json, PolicyCheck check, PolicyStore store, InstantSource clock) {
        var configured = new HashMap<String, Policy>();
        properties
                .tenants()
                .forEach((tenant, settings) ->
                        configured.put(tenant, configured("ontime.issuer.tenants." + tenant, settings, json, check)));
        return new Policies(configured, store, clock);
    }

    private static Policy configured(
            String name, IssuerProperties.Tenant settings, PolicyJson json, PolicyCheck check) {
        try {
            Policy policy = json.patch(Policy.defaults(), settings.policy());
            var problems = check.check(policy).problems();
            if (problems.isEmpty()) {
                return policy;
            }
            throw new IllegalArgumentException(String.join("; ", problems));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ".policy cannot be used: " + e.getMessage(), e);
        }
    }

    @Bean
    PolicyPoll policyPoll(Policies policies) {
        return new PolicyPoll(policies);
    }
}

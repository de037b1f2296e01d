package ontime.issuer.postgres;

import jakarta.annotation.PostConstruct;
import ontime.issuer.policy.Policies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/** Takes up the policies that other replicas have changed, soon after. */
public final class PolicyPoll {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyPoll.class);

    private final Policies policies;

    public PolicyPoll(Policies policies) {
        this.policies = policies;
    }

    /** Also once before the first request is served. */
    @PostConstruct
    @Scheduled(fixedDelayString = "${ontime.issuer.policies.poll:1s}")
    void poll() {
        try {
            policies.refresh().forEach(policy -> LOG.error("a stored policy is not in force: {}", policy));
        } catch (DataAccessException e) {
            // Those in memory serve on.
            LOG.warn("policies cannot be looked up: {}", e.getClass().getSimpleName());
        }
    }
}

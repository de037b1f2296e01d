package ontime.history.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.history.actions.Acting;
import ontime.history.actions.Agent;
import ontime.history.actions.Issuer;
import ontime.history.actions.Order;
import ontime.history.actions.Reason;
import ontime.history.actions.Result;
import ontime.history.actions.Suppression;
import ontime.history.audit.AuditEntry;
import ontime.history.audit.AuditLog;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch;
import ontime.history.facts.LoginStory;
import org.junit.jupiter.api.Test;

class ActionsTest {

    private static final String SMS = "fingerprint-of-SMS";
    private static final String EMAIL = "fingerprint-of-EMAIL";
    private static final String OF_STRANGER = "fingerprint-of-refused";

    private final Login own = LoginStory.login("own")
            .requested(0.1, Channel.EMAIL, RoutingReason.POLICY_DEFAULT)
            .refusedToStranger(0.2)
            .seenAt(1);
    private final Login anothers = LoginStory.login("anothers").requested(0.1).seenAt(1);

    @Test
    void aDestinationOfTheUserIsTheirs() {
        assertThat(actions(own).isOfUser(own, EMAIL)).isTrue();
    }

    @Test
    void theDestinationOfAStrangerWhoNamedTheirLoginIsNot() {
        assertThat(actions(own).isOfUser(own, OF_STRANGER)).isFalse();
    }

    @Test
    void theDestinationOfWhoseLoginTheyNamedIsNot() {
        assertThat(actions(own, anothers).isOfUser(own, SMS)).isFalse();
    }

    private static Actions actions(Login... found) {
        return new Actions(
                new Acting(new NoIssuer(), new NoLog(), () -> Instant.EPOCH),
                search(List.of(found)),
                () -> Instant.EPOCH);
    }

    private static LoginSearch search(List<Login> found) {
        return new LoginSearch() {
            @Override
            public Optional<Login> find(String loginId, Set<String> tenants, Instant now) {
                return Optional.empty();
            }

            @Override
            public LoginSearch.Page search(Criteria criteria, Set<String> tenants, Instant now) {
                return new LoginSearch.Page(found, null);
            }
        };
    }

    private static final class NoIssuer implements Issuer {
        @Override
        public Result perform(Agent agent, Order order, Reason reason, String key) {
            throw new IllegalStateException("nothing is ordered here");
        }

        @Override
        public Optional<Instant> resendableFrom(Agent agent, String challengeId) {
            return Optional.empty();
        }

        @Override
        public Optional<List<Suppression>> suppressions(Agent agent) {
            return Optional.empty();
        }

        @Override
        public Result forget(Agent agent, String userId) {
            throw new IllegalStateException("nobody is forgotten here");
        }
    }

    private static final class NoLog implements AuditLog {
        @Override
        public void record(List<AuditEntry> entries) {}

        @Override
        public AuditLog.Page find(Filter filter, Set<String> tenants) {
            return new AuditLog.Page(List.of(), null);
        }
    }
}

package ontime.history.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ontime.history.audit.Action;
import ontime.history.audit.AuditEntry;
import ontime.history.audit.AuditLog;
import ontime.history.audit.Subject;
import ontime.history.facts.LoginSearch.Criteria;
import ontime.history.rights.Grants;
import ontime.history.rights.Role;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.HandlerMapping;

class RefreshesTest {

    private static final HistoryUser SALLY = new TokenUser("sally", new Grants(Map.of("acme", Set.of(Role.SUPPORT))));

    private final List<String> written = new ArrayList<>();
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private final Witness witness = new Witness(log(), () -> now, request);

    @Test
    void anOpenPageIsWrittenOnceInFiveMinutes() {
        search("GET", "/", "q=ann@example.com");
        search("GET", "/", "q=ann@example.com");
        assertThat(written).hasSize(1);

        now = now.plus(Refreshes.WRITTEN_AGAIN_AFTER);
        search("GET", "/", "q=ann@example.com");
        assertThat(written).hasSize(2);
    }

    @Test
    void twoSearchesThatLookAlikeInTheAuditAreTwoAllTheSame() {
        search("GET", "/", "q=ann@example.com");
        search("GET", "/", "q=bob@example.com");
        search("GET", "/", "q=bob@example.com&cursor=next");

        assertThat(written).hasSize(3).allMatch(one -> one.equals("anything: email •••@•••"));
    }

    @Test
    void whatOneSessionHasShownIsNewInAnother() {
        search("GET", "/", "q=u-17");
        request.setRequestedSessionId("another");
        search("GET", "/", "q=u-17");

        assertThat(written).hasSize(2);
    }

    @Test
    void aCallToTheApiIsWrittenEachTimeWhateverItSaysOfItself() {
        for (var time = 0; time < 3; time++) {
            search("GET", "/v1/logins", "q=u-17");
        }

        assertThat(written).hasSize(3);
    }

    @Test
    void noMethodButGetRefreshesAPage() {
        search("POST", "/", "q=u-17");
        search("POST", "/", "q=u-17");

        assertThat(written).hasSize(2);
    }

    private void search(String method, String pattern, String query) {
        if (request.getRequestedSessionId() == null) {
            request.setRequestedSessionId("one");
        }
        request.removeHeader("HX-Request");
        request.addHeader("HX-Request", "true");
        request.setMethod(method);
        request.setRequestURI(pattern);
        request.setQueryString(query);
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
        var typed = query.substring(2).split("&", 2)[0];
        var criteria = new Criteria(typed, null, null, null, null, null, null, null, 30);
        witness.searched(SALLY, Action.SEARCHED, Subject.search(criteria), List.of());
    }

    private AuditLog log() {
        return new AuditLog() {
            @Override
            public void record(List<AuditEntry> entries) {
                entries.forEach(entry -> written.add(entry.subject().value()));
            }

            @Override
            public Page find(Filter filter, Set<String> tenants) {
                return new Page(List.of(), null);
            }
        };
    }
}

package ontime.pages;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;

class SessionEndTest {

    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private final SessionEnd end = new SessionEnd(() -> now, Duration.ofHours(12));
    private final MockHttpSession session = new MockHttpSession();

    @Test
    void aSessionEndsTwelveHoursAfterItsLoginHoweverBusyItIs() throws ServletException, IOException {
        end.begin(session);
        for (var hour = 0; hour < 12; hour++) {
            call();
            now = now.plus(Duration.ofHours(1));
        }
        assertThat(session.isInvalid()).isFalse();

        call();
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void aSessionInWhichNobodyHasLoggedInIsLeftAlone() throws ServletException, IOException {
        now = now.plus(Duration.ofDays(3));
        call();

        assertThat(session.isInvalid()).isFalse();
    }

    /** Whatever becomes of the session, the call goes on: to the page, or to the door. */
    private void call() throws ServletException, IOException {
        var request = new MockHttpServletRequest();
        request.setSession(session);
        var chain = new MockFilterChain();
        end.doFilter(request, new MockHttpServletResponse(), chain);
        assertThat(chain.getRequest()).isSameAs(request);
    }
}

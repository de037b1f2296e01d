package ontime.history.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class ProblemsTest {

    @Test
    void aMistakeOfOursHasTheTypeThatTheIssuerGivesIt() throws Exception {
        var problem = new Problems()
                .other(new IllegalStateException("secret"), new MockHttpServletRequest("GET", "/v1/logins"));

        assertThat(problem.getType()).isEqualTo(URI.create("internal"));
        assertThat(problem.getDetail()).doesNotContain("secret");
    }

    @Test
    void aMistakeBehindAPageIsLeftToThePageOfErrors() {
        var failure = new IllegalStateException("secret");

        assertThatThrownBy(() -> new Problems().other(failure, new MockHttpServletRequest("GET", "/logins/l-1")))
                .isSameAs(failure);
    }
}

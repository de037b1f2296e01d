package ontime.directory.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import ontime.directory.follower.Follower.Deferred;
import ontime.directory.follower.Follower.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RefusalsTest {

    private static final Instant LATER = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 408, 425, 429, 500, 503})
    void whatConcernsTheStorePasses(int status) {
        assertThat(Refusals.of(reply(status))).isInstanceOfSatisfying(Deferred.class, deferred -> {
            assertThat(deferred.notBefore()).isEqualTo(LATER);
            assertThat(deferred.ofStore()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409, 412, 423})
    void whatConcernsOneUserAndTheMomentPassesAndLetsTheStoreGoOn(int status) {
        assertThat(Refusals.of(reply(status))).isInstanceOfSatisfying(Deferred.class, deferred -> {
            assertThat(deferred.notBefore()).isEqualTo(LATER);
            assertThat(deferred.ofStore()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 405, 422})
    void whatIsWrongWithTheCallWouldBeWrongAgain(int status) {
        assertThat(Refusals.of(reply(status))).isInstanceOf(Rejected.class);
    }

    @Test
    void theMessageOfAFailureIsNotRepeated() {
        IOException failure = new ConnectException("to +447700900123");

        assertThat(Refusals.of(failure)).isEqualTo(new Deferred("it cannot be reached (ConnectException)", null, true));
    }

    private static Https.Reply reply(int status) {
        return new Https.Reply(status, JsonMapper.shared().createObjectNode(), LATER);
    }
}

package ontime.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A link to a user's own page. */
class SelfServiceIT {

    private final RunningDirectory directory = RunningDirectory.shared();
    private final String user = directory.newUser();

    @AfterEach
    void letTimeRun() {
        directory.clock().run();
    }

    @Test
    void aLinkIsGoodOnce() {
        String token = token();

        assertThat(redeem(token).text("/userId")).isEqualTo(user);
        assertThat(redeem(token).status()).isEqualTo(409);
        assertThat(Tables.dump(RunningDirectory.SCHEMA)).doesNotContain(token);
    }

    @Test
    void aLinkIsGoodForTenMinutes() {
        directory.clock().stop();
        String token = token();
        directory.clock().advance(Duration.ofMinutes(10));

        assertThat(redeem(token).text("/type")).isEqualTo("expired");
    }

    @Test
    void onlyAnAuthServiceMakesOne() {
        assertThat(directory
                        .asAdmin("POST", "/v1/users/" + user + "/self-service", null)
                        .status())
                .isEqualTo(403);
        assertThat(directory
                        .asService("POST", "/v1/users/nobody/self-service", null)
                        .status())
                .isEqualTo(404);
        assertThat(redeem("nothing").status()).isEqualTo(400);
    }

    @Test
    void aNewerLinkTakesThePlaceOfOlderOnes() {
        String older = token();
        String newer = token();

        assertThat(redeem(older).text("/type")).isEqualTo("expired");
        assertThat(redeem(newer).text("/userId")).isEqualTo(user);
    }

    @Test
    void aLoginIsNotInTheFutureNorForgottenLongAgo() {
        var now = directory.clock().instant();
        for (var wrong : List.of(now.plus(Duration.ofMinutes(5)), now.minus(Duration.ofDays(400)), "yesterday")) {
            Answer refused = invite("{\"loggedInAt\": \"" + wrong + "\"}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/field")).isEqualTo("loggedInAt");
        }
        assertThat(invite("{\"loggedInAt\": \"" + now.minus(Duration.ofDays(1)) + "\"}")
                        .status())
                .isEqualTo(201);
    }

    private Answer invite(@Nullable String body) {
        return directory.asService("POST", "/v1/users/" + user + "/self-service", body);
    }

    private String token() {
        Answer made = invite(null);
        assertThat(made.status()).isEqualTo(201);
        String start = "https://login.example.com/me#token=";
        assertThat(made.text("/url")).startsWith(start);
        return made.text("/url").substring(start.length());
    }

    private Answer redeem(String token) {
        return directory.asService("POST", "/v1/self-service/redeem", "{\"token\": \"" + token + "\"}");
    }
}

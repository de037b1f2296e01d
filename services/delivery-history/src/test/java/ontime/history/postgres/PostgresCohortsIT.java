package ontime.history.postgres;

import static ontime.history.facts.LoginStory.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.RoutingReason;
import ontime.history.facts.Login;
import ontime.history.facts.LoginStory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PostgresCohortsIT {

    private static final OwnSchema SCHEMA = OwnSchema.of("cohorts");

    private final PostgresCohorts cohorts =
            new PostgresCohorts(SCHEMA.jdbc, SCHEMA.transaction, new FactJson(JsonMapper.shared()));

    @BeforeEach
    void empty() {
        SCHEMA.jdbc.sql("TRUNCATE fact, mention, login_day").update();
    }

    @Test
    void loginsWithARequestWithinTheTimeAreReadWithAllThatIsKnownOfThem() {
        add(LoginStory.login("before").requested(9.9));
        add(LoginStory.login("first").requested(10).accepted(10.1, 10.2).typed(CheckOutcome.VERIFIED, 4, 50));
        add(LoginStory.login("again")
                .requested(1)
                .accepted(1.1, 1.2)
                .redelivered(15, Channel.EMAIL, RoutingReason.FALLBACK));
        add(LoginStory.login("after").requested(20));

        var read = new ArrayList<Login>();
        cohorts.read(at(10), at(20), at(100), read::add);

        assertThat(read).extracting(Login::loginId).containsExactlyInAnyOrder("l-first", "l-again");
        assertThat(read)
                .filteredOn(login -> login.loginId().equals("l-first"))
                .singleElement()
                .satisfies(login -> {
                    assertThat(login.verified()).isTrue();
                    assertThat(login.events()).hasSize(3);
                });
        assertThat(read)
                .filteredOn(login -> login.loginId().equals("l-again"))
                .singleElement()
                .satisfies(login ->
                        assertThat(login.challenges().getFirst().deliveries()).hasSize(2));
    }

    @Test
    void whereNothingWasRequestedNothingIsRead() {
        add(LoginStory.login("one").requested(1));

        cohorts.read(at(10), at(20), at(100), login -> {
            throw new AssertionError(login.loginId());
        });
    }

    private static void add(LoginStory story) {
        SCHEMA.journal().add(List.copyOf(story.facts()));
    }
}

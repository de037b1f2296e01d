package ontime.history.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {

    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private final FailedLogins failures = new FailedLogins(() -> now);

    @Test
    void whoHasGuessedFiveTimesMustWaitTenMinutes() {
        fail(4, "sally", "192.0.2.1");
        assertThat(failures.areTooMany("sally", "192.0.2.1")).isFalse();

        fail(1, "sally", "192.0.2.1");
        assertThat(failures.areTooMany("sally", "192.0.2.1")).isTrue();

        now = now.plus(FailedLogins.WINDOW);
        assertThat(failures.areTooMany("sally", "192.0.2.1")).isTrue();
        now = now.plusMillis(1);
        assertThat(failures.areTooMany("sally", "192.0.2.1")).isFalse();
    }

    @Test
    void aStrangerDoesNotShutAColleagueOut() {
        fail(FailedLogins.OF_NAME_AND_ADDRESS, "sally", "203.0.113.9");

        assertThat(failures.areTooMany("sally", "192.0.2.1")).isFalse();
        assertThat(failures.areTooMany("otto", "203.0.113.9")).isFalse();
    }

    @Test
    void manyNamesFromOneAddressAndOneNameFromManyAreTooManyAsWell() {
        for (var name = 0; name < FailedLogins.OF_ADDRESS; name++) {
            fail(1, "name" + name, "203.0.113.9");
        }
        for (var address = 0; address < FailedLogins.OF_NAME; address++) {
            fail(1, "sally", "198.51.100." + address);
        }

        assertThat(failures.areTooMany("otto", "203.0.113.9")).isTrue();
        assertThat(failures.areTooMany("sally", "192.0.2.1")).isTrue();
        assertThat(failures.areTooMany("otto", "192.0.2.1")).isFalse();
    }

    @Test
    void theRightPasswordWipesTheSlate() {
        fail(4, "sally", "192.0.2.1");
        failures.forget("sally", "192.0.2.1");
        fail(4, "sally", "192.0.2.1");

        assertThat(failures.areTooMany("sally", "192.0.2.1")).isFalse();
    }

    @Test
    void failuresOfLongAgoAreForgottenOneByOne() {
        for (var minute = 0; minute < 12; minute++) {
            fail(1, "sally", "192.0.2.1");
            now = now.plus(Duration.ofMinutes(3));
        }

        assertThat(failures.areTooMany("sally", "192.0.2.1")).isFalse();
    }

    private void fail(int times, String name, String address) {
        for (var time = 0; time < times; time++) {
            failures.add(name, address);
        }
    }
}

package ontime.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import ontime.pages.FailedLogins.Guess;
import ontime.pages.FailedLogins.Guesser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {

    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private final FailedLogins failures = new FailedLogins(() -> now);

    @Test
    void whoHasGuessedFiveTimesMustWaitTenMinutes() {
        fail(4, "sally", "192.0.2.1");
        assertThat(mustWait("sally", "192.0.2.1")).isFalse();

        fail(1, "sally", "192.0.2.1");
        assertThat(mustWait("sally", "192.0.2.1")).isTrue();

        now = now.plus(FailedLogins.WINDOW);
        assertThat(mustWait("sally", "192.0.2.1")).isTrue();
        now = now.plusMillis(1);
        assertThat(mustWait("sally", "192.0.2.1")).isFalse();
    }

    @Test
    void aStrangerDoesNotShutAColleagueOut() {
        fail(FailedLogins.OF_NAME_AND_ADDRESS, "sally", "203.0.113.9");

        assertThat(mustWait("sally", "192.0.2.1")).isFalse();
        assertThat(mustWait("otto", "203.0.113.9")).isFalse();
    }

    @Test
    void manyNamesFromOneAddressAndOneNameFromManyAreTooManyAsWell() {
        for (var name = 0; name < FailedLogins.OF_ADDRESS; name++) {
            fail(1, "name" + name, "203.0.113.9");
        }
        for (var address = 0; address < FailedLogins.OF_NAME; address++) {
            fail(1, "sally", "198.51.100." + address);
        }

        assertThat(mustWait("otto", "203.0.113.9")).isTrue();
        assertThat(mustWait("sally", "192.0.2.1")).isTrue();
        assertThat(mustWait("otto", "192.0.2.1")).isFalse();
    }

    @Test
    void aBrowserThatIsKnownIsNotShutOutByWhoeverGuessesAtItsName() {
        for (var address = 0; address < FailedLogins.OF_NAME; address++) {
            fail(1, "sally", "198.51.100." + address);
        }
        assertThat(mustWait("sally", "192.0.2.1")).isTrue();

        assertThat(begin("sally", "198.51.100.7", "her own")).isNotNull();
    }

    @Test
    void aBrowserThatIsKnownMayNotGuessForEverEither() {
        for (var guess = 0; guess < FailedLogins.OF_DEVICE; guess++) {
            begun("sally", "192.0.2." + guess, "stolen").wasWrong();
        }

        assertThat(begin("sally", "192.0.2.99", "stolen")).isNull();
        assertThat(begin("sally", "192.0.2.99", null)).isNotNull();
    }

    @Test
    void ofManyGuessesAtOnceNoMoreAreComparedThanMayFail() throws InterruptedException {
        var underWay = new ArrayList<Guess>();
        for (var guess = 0; guess < FailedLogins.OF_NAME_AND_ADDRESS; guess++) {
            underWay.add(begun("sally", "192.0.2.1", null));
        }
        var sixth = CompletableFuture.supplyAsync(() -> mustWait("sally", "192.0.2.1"));
        assertThat(sixth).isNotDone();

        underWay.forEach(Guess::wasWrong);

        assertThat(sixth.join()).isTrue();
    }

    @Test
    void whoSendsManyCallsAtOnceWithTheRightPasswordIsNeverRefused() {
        var underWay = new ArrayList<Guess>();
        for (var guess = 0; guess < FailedLogins.OF_NAME_AND_ADDRESS; guess++) {
            underWay.add(begun("sally", "192.0.2.1", null));
        }
        var sixth = CompletableFuture.supplyAsync(() -> mustWait("sally", "192.0.2.1"));

        underWay.getFirst().wasRight();

        await().until(sixth::isDone);
        assertThat(sixth.join()).isFalse();
    }

    @Test
    void whatWasNotComparedIsNoFailure() {
        for (var time = 0; time < 20; time++) {
            begun("sally", "192.0.2.1", null).wasNotCompared();
        }

        assertThat(mustWait("sally", "192.0.2.1")).isFalse();
    }

    @Test
    void theRightPasswordWipesTheSlate() {
        fail(4, "sally", "192.0.2.1");
        begun("sally", "192.0.2.1", null).wasRight();
        fail(4, "sally", "192.0.2.1");

        assertThat(mustWait("sally", "192.0.2.1")).isFalse();
    }

    @Test
    void whoMustWaitIsToldHowLongAndWaitsNoLonger() {
        fail(1, "sally", "192.0.2.1");
        now = now.plusSeconds(60);
        fail(4, "sally", "192.0.2.1");
        now = now.plusSeconds(30);

        var pause = failures.pause(new Guesser("sally", "192.0.2.1", null)).time();

        assertThat(pause).isEqualTo(FailedLogins.WINDOW.minusSeconds(90));
        now = now.plus(pause);
        assertThat(mustWait("sally", "192.0.2.1")).isTrue();
        now = now.plusMillis(1);
        assertThat(mustWait("sally", "192.0.2.1")).isFalse();
    }

    @Test
    void whoGoesOnTryingIsTalkedOfOnceAMinute() {
        fail(5, "sally", "192.0.2.1");
        assertThat(isNews("sally", "192.0.2.1")).isTrue();
        assertThat(isNews("sally", "192.0.2.1")).isFalse();

        now = now.plus(FailedLogins.TOLD_EVERY);
        assertThat(isNews("sally", "192.0.2.1")).isTrue();
    }

    @Test
    void whoGoesThroughManyNamesIsTalkedOfNoMoreOften() {
        for (var name = 0; name < FailedLogins.OF_ADDRESS; name++) {
            fail(1, "name" + name, "203.0.113.9");
        }

        assertThat(isNews("sally", "203.0.113.9")).isTrue();
        assertThat(isNews("adam", "203.0.113.9")).isFalse();
    }

    @Test
    void failuresOfLongAgoAreForgottenOneByOne() {
        for (var minute = 0; minute < 12; minute++) {
            fail(1, "sally", "192.0.2.1");
            now = now.plus(Duration.ofMinutes(3));
        }

        assertThat(mustWait("sally", "192.0.2.1")).isFalse();
    }

    @Test
    void namesThatAreMadeUpTakeNoRoomForLongerThanTheyCount() {
        for (var name = 0; name < FailedLogins.OF_ADDRESS; name++) {
            fail(1, "name" + name, "203.0.113.9");
        }
        assertThat(failures.counted()).isEqualTo(2 * FailedLogins.OF_ADDRESS + 1);

        now = now.plus(FailedLogins.WINDOW).plusMillis(1);
        begun("sally", "192.0.2.1", null).wasRight();

        assertThat(failures.counted()).isZero();
    }

    @Test
    void ofANameHoweverLongOnlyADigestIsKept() {
        assertThat(new Guesser("s".repeat(2_000_000), "192.0.2.1", null).name()).hasSize(64);
        assertThat(new Guesser("sally", "192.0.2.1", null)).isNotEqualTo(new Guesser("sall", "192.0.2.1", null));
    }

    private boolean isNews(String name, String address) {
        return failures.pause(new Guesser(name, address, null)).news();
    }

    private void fail(int times, String name, String address) {
        for (var time = 0; time < times; time++) {
            begun(name, address, null).wasWrong();
        }
    }

    private boolean mustWait(String name, String address) {
        var guess = begin(name, address, null);
        if (guess != null) {
            guess.wasNotCompared();
        }
        return guess == null;
    }

    private Guess begun(String name, String address, @Nullable String device) {
        return Objects.requireNonNull(begin(name, address, device));
    }

    private @Nullable Guess begin(String name, String address, @Nullable String device) {
        try {
            return failures.begin(new Guesser(name, address, device)).orElse(null);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.Resent;
import ontime.issuer.policy.Policy;
import ontime.issuer.policy.Supersession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever people do, in whatever order, at whichever issuer: what must never happen does not. */
class RandomLoginsIT {

    private static final int PEOPLE = 25;
    private static final int STEPS = 40;
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Replicas replicas = Replicas.shared();

    @AfterEach
    void letTimeRun() {
        replicas.letTimeRun();
    }

    static List<Supersession> modes() {
        return List.of(
                new Supersession.InvalidatePrevious(), new Supersession.ReuseUntilTtl(), new Supersession.Grace(GRACE));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void noSequenceOfStepsBreaksTheRules(Supersession mode) {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var promised = new HashSet<Topics.DeliveryOf>();
        for (int person = 0; person < PEOPLE; person++) {
            Instant now = replicas.stopTheClocks();
            var life = new Life(mode, seed, now);
            for (int step = 0; step < STEPS; step++) {
                life.step(random);
            }
            promised.addAll(life.promised());
        }
        Topics.shared().awaitDeliveries(promised);
    }

    /** One person's logins, and what an onlooker knows who has seen every step. */
    private final class Life {

        private final Policy policy;
        private final String seed;
        private final String user = RunningIssuer.newUser();
        private final List<Challenge> asked = new ArrayList<>();
        private final Map<String, String> codes = new HashMap<>();
        private final Map<String, Instant> supersededAt = new HashMap<>();
        private final Map<String, Integer> deliveries = new HashMap<>();
        private final Map<String, Integer> failuresOfCode = new HashMap<>();
        private final Set<String> verified = new HashSet<>();
        private final Set<String> cancelled = new HashSet<>();
        private final Set<String> logins = new HashSet<>();
        private Instant now;

        Life(Supersession mode, long seed, Instant now) {
            this.policy = Desk.policy(mode);
            this.seed = "seed " + seed + ", " + mode;
            this.now = now;
        }

        void step(Random random) {
            var desk = new Desk(replicas.of(random.nextInt(2)));
            if (asked.isEmpty()) {
                ask(desk, random);
                return;
            }
            Challenge some = asked.get(Math.max(0, asked.size() - 1 - random.nextInt(3)));
            switch (random.nextInt(12)) {
                case 0, 1 -> ask(desk, random);
                case 2 -> resend(desk, some, random.nextBoolean() ? Channel.EMAIL : Channel.SMS);
                case 3 -> cancel(desk, some);
                case 4, 5, 6 -> wait(Duration.ofMillis(random.nextLong(60_000)));
                case 7, 8, 9 -> type(desk, some, Desk.other(codeOf(some)));
                default -> type(desk, some, codeOf(asked.get(random.nextInt(asked.size()))));
            }
        }

        private String codeOf(Challenge challenge) {
            return Objects.requireNonNull(codes.get(challenge.challengeId()));
        }

        private void ask(Desk desk, Random random) {
            Challenge made = desk.ask(policy, user, user + "-" + random.nextInt(3));
            asked.forEach(older -> supersededAt.putIfAbsent(older.challengeId(), now));
            asked.add(made);
            codes.put(made.challengeId(), desk.code(made));
            deliveries.put(made.challengeId(), 1);
        }

        private void resend(Desk desk, Challenge challenge, Channel channel) {
            int attemptsLeft = desk.find(challenge).orElseThrow().attemptsLeft();
            if (desk.resend(policy, challenge, channel) instanceof Resent.Sent sent) {
                assertThat(supersededAt).as(seed).doesNotContainKey(challenge.challengeId());
                assertThat(cancelled).as(seed).doesNotContain(challenge.challengeId());
                assertThat(sent.challenge().attemptsLeft())
                        .as("%s: a resend forgives nothing", seed)
                        .isEqualTo(attemptsLeft);
                deliveries.merge(challenge.challengeId(), 1, Integer::sum);
            }
        }

        private void cancel(Desk desk, Challenge challenge) {
            desk.cancel(challenge);
            cancelled.add(challenge.challengeId());
        }

        private void wait(Duration duration) {
            replicas.advance(duration);
            now = now.plus(duration);
        }

        private void type(Desk desk, Challenge challenge, String code) {
            CheckOutcome outcome = desk.outcome(challenge, code);
            switch (outcome) {
                case VERIFIED -> accepted(challenge, code);
                case WRONG_CODE, SUPERSEDED ->
                    assertThat(failuresOfCode.merge(challenge.code().id(), 1, Integer::sum))
                            .as("%s: wrong answers to one code", seed)
                            .isLessThanOrEqualTo(policy.codes().attempts());
                case EXPIRED, ALREADY_USED, LOCKED, OTHER -> {}
            }
        }

        private void accepted(Challenge typedFor, String code) {
            logins.add(typedFor.loginId());
            asked.stream()
                    .filter(challenge -> !logins.contains(challenge.loginId()))
                    .map(challenge -> new Desk(replicas.of(0)).find(challenge).orElseThrow())
                    .forEach(challenge -> assertThat(challenge.state())
                            .as("%s: verified only where a code was entered", seed)
                            .isNotEqualTo(Challenge.State.VERIFIED));
            List<Challenge> right = asked.stream()
                    .filter(challenge -> codeOf(challenge).equals(code))
                    .filter(challenge -> challenge.loginId().equals(typedFor.loginId()))
                    .filter(challenge -> challenge.sequence() <= typedFor.sequence())
                    .toList();
            assertThat(right).as("%s: right for its login", seed).isNotEmpty();
            assertThat(right).as("%s: alive", seed).anyMatch(this::mayBeEntered);
            right.stream()
                    .map(challenge -> challenge.code().id())
                    .distinct()
                    .forEach(id -> assertThat(verified.add(id))
                            .as("%s: a code is accepted once", seed)
                            .isTrue());
        }

        private boolean mayBeEntered(Challenge challenge) {
            Instant superseded = supersededAt.get(challenge.challengeId());
            boolean alive = superseded == null
                    || switch (policy.codes().supersession()) {
                        case Supersession.InvalidatePrevious _ -> false;
                        case Supersession.ReuseUntilTtl _ -> true;
                        case Supersession.Grace grace -> now.isBefore(superseded.plus(grace.period()));
                    };
            return alive
                    && now.isBefore(challenge.expiresAt())
                    && !cancelled.contains(challenge.challengeId())
                    && failuresOfCode.getOrDefault(challenge.code().id(), 0)
                            < policy.codes().attempts();
        }

        /** Every accepted request has its event. */
        List<Topics.DeliveryOf> promised() {
            return deliveries.entrySet().stream()
                    .flatMap(sent -> IntStream.rangeClosed(1, sent.getValue())
                            .mapToObj(delivery -> new Topics.DeliveryOf(sent.getKey(), delivery)))
                    .toList();
        }
    }
}

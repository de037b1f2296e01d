package ontime.issuer.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.OtpRequested;
import org.junit.jupiter.api.RepeatedTest;

/** Receipts as they really come: late, twice, in any order, from deliveries that are over, amid everything else. */
class FallbackPropertyTest {

    private static final int STEPS = 40;

    private final Workbench bench = new Workbench();

    @RepeatedTest(100)
    void whateverIsReportedNobodyIsSentMoreThanOneMessageOverEachChannel() {
        long seed = new Random().nextLong();
        var chance = new Random(seed);
        String challenge = bench.ask(chance.nextBoolean() ? null : Channel.EMAIL);
        List<DeliveryReceipt> reported = new ArrayList<>();
        boolean over = false;
        boolean arrived = false;
        for (int step = 0; step < STEPS; step++) {
            int before = bench.deliveries(challenge).size();
            switch (chance.nextInt(8)) {
                case 0 -> bench.pass(Duration.ofMillis(chance.nextLong(20_000)));
                case 1 -> bench.sweep();
                case 2 -> over |= chance.nextInt(4) == 0 && isVerified(challenge);
                case 3 -> {
                    // Everything that was ever reported comes again, shuffled.
                    Collections.shuffle(reported, chance);
                    reported.forEach(bench.fallingBack::hear);
                }
                default -> {
                    var receipt = receipt(challenge, before, chance);
                    reported.add(receipt);
                    bench.fallingBack.hear(receipt);
                    arrived |= receipt.getStatus() == DeliveryStatus.DELIVERED
                            && receipt.getDelivery() == before
                            && bench.store.challenge(challenge).isActive(bench.clock.instant());
                }
            }
            var now = bench.clock.instant();
            var sent = bench.deliveries(challenge);
            assertThat(sent)
                    .as("seed %d, step %d", seed, step)
                    .hasSizeLessThanOrEqualTo(2)
                    .extracting(OtpRequested::getChannel)
                    .doesNotHaveDuplicates();
            assertThat(sent).extracting(OtpRequested::getDelivery).doesNotHaveDuplicates();
            if (sent.size() > before) {
                assertThat(over).as("seed %d: sent after the end", seed).isFalse();
                assertThat(now)
                        .as("seed %d: sent too late", seed)
                        .isBefore(sent.getLast().getExpiresAt());
            }
            if (arrived && before == 1) {
                assertThat(sent)
                        .as("seed %d: sent although it had arrived", seed)
                        .hasSize(1);
            }
        }
    }

    private boolean isVerified(String challenge) {
        return bench.enter(challenge).outcome() == CheckOutcome.VERIFIED;
    }

    private DeliveryReceipt receipt(String challenge, int deliveries, Random chance) {
        var statuses = DeliveryStatus.values();
        var reasons = DeliveryReason.values();
        return bench.receipt(challenge, 1 + chance.nextInt(deliveries), statuses[chance.nextInt(statuses.length)])
                .setReason(reasons[chance.nextInt(reasons.length)])
                .build();
    }
}

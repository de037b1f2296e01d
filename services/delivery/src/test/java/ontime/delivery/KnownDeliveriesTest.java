package ontime.delivery;

import static ontime.delivery.MovingClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import ontime.delivery.neighbours.RequestMaker;
import ontime.events.OtpRequested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownDeliveriesTest {

    @TempDir
    static Path keys;

    private final KnownDeliveries known = new KnownDeliveries();
    private final OtpRequested request = new RequestMaker(keys, InstantSource.fixed(NOW)).sms("c-1");
    private final List<String> ended = new ArrayList<>();

    @Test
    void aDeliveryThatIsReadTwiceIsTakenOnOnceAndBothReadingsEndWithIt() {
        Job first = job(request);

        assertThat(known.isNew(first, () -> ended.add("first"))).isTrue();
        assertThat(known.isNew(job(request), () -> ended.add("repeat"))).isFalse();
        assertThat(ended).isEmpty();

        known.end(first);
        assertThat(ended).containsExactlyInAnyOrder("first", "repeat");
    }

    @Test
    void aRepeatOfADeliveryThatHasEndedEndsAtOnce() {
        Job first = job(request);
        known.isNew(first, () -> ended.add("first"));
        known.end(first);

        known.isNew(job(request), () -> ended.add("repeat"));

        assertThat(ended).containsExactly("first", "repeat");
    }

    @Test
    void aResendIsAnotherDelivery() {
        known.isNew(job(request), () -> {});

        assertThat(known.isNew(
                        job(OtpRequested.newBuilder(request).setDelivery(2).build()), () -> {}))
                .isTrue();
    }

    @Test
    void whatHasEndedAndExpiredIsForgotten() {
        Job first = job(request);
        known.isNew(first, () -> {});
        known.end(first);

        known.forgetBefore(request.getExpiresAt());
        assertThat(known.size()).isEqualTo(1);

        known.forgetBefore(request.getExpiresAt().plusMillis(1));
        assertThat(known.size()).isZero();
    }

    @Test
    void whatHasNotEndedIsRememberedForAsLongAsItTakes() {
        Job first = job(request);
        known.isNew(first, () -> ended.add("first"));

        known.forgetBefore(request.getExpiresAt().plusSeconds(3600));
        known.end(first);

        assertThat(ended).containsExactly("first");
    }

    private static Job job(OtpRequested request) {
        return new Job(request, NOW, NOW, new TraceContext(null));
    }
}

package ontime.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import ontime.bench.baseline.SampleText;
import ontime.bench.engine.Carrier.Answer;
import org.junit.jupiter.api.Test;

class SnsStubTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void theNumberOfAClickIsReadFromTheTextOfItsMessage() {
        String text = SampleText.of(4711).replace(' ', '+');

        assertThat(SnsStub.number("Action=Publish&PhoneNumber=%2B447700900123&Message=" + text
                        + "&MessageAttributes.entry.1.Name=AWS.SNS.SMS.SMSType"))
                .isEqualTo(4711);
        assertThatThrownBy(() -> SnsStub.number("Action=Publish")).hasMessage("no message in the call");
    }

    @Test
    void whatIsAboveTheRateIsThrottled() {
        var now = new AtomicLong();
        var carrier = new Carrier(50, now::get);
        assertThat(accepted(carrier)).isEqualTo(1);

        now.addAndGet(SECOND / 50);
        assertThat(accepted(carrier)).isEqualTo(1);
    }

    @Test
    void oneSecondOfTheRateThatWasNotUsedMayBeMadeUpFor() {
        var now = new AtomicLong();
        var carrier = new Carrier(50, now::get);

        now.addAndGet(10 * SECOND);
        assertThat(accepted(carrier)).isEqualTo(51);
    }

    /** Of a hundred calls at once. */
    private static long accepted(Carrier carrier) {
        return IntStream.range(0, 100)
                .filter(number -> carrier.answer(number) == Answer.ACCEPTED)
                .count();
    }

    @Test
    void aCarrierWithoutARateTakesEverything() {
        var carrier = Carrier.unlimited();

        assertThat(IntStream.range(0, 1000).mapToObj(carrier::answer)).containsOnly(Answer.ACCEPTED);
    }

    @Test
    void oneUserInTwoHundredHangsFromThenOn() {
        var carrier = Carrier.unlimited();
        carrier.letOneUserInTwoHundredHang();

        assertThat(IntStream.range(0, 1000).mapToObj(carrier::answer).filter(Answer.ACCEPTED_AFTER_HANGING::equals))
                .hasSize(5);
    }

    @Test
    void aCarrierThatIsDownIsUnavailableUntilItComesBack() {
        var carrier = Carrier.unlimited();
        carrier.goDown();
        assertThat(carrier.answer(1)).isEqualTo(Answer.UNAVAILABLE);

        carrier.comeBack();
        assertThat(carrier.answer(1)).isEqualTo(Answer.ACCEPTED);
    }
}

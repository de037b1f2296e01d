package ontime.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CrowdTest {

    private static final long SECOND = 1_000_000_000L;

    private final Crowd crowd = new Crowd(Duration.ofSeconds(60));

    @Test
    void whoHasNoCodeAfterAMinuteClicksAgainBeforeAnybodyNewComes() {
        crowd.click(0);
        crowd.click(1 * SECOND);

        assertThat(crowd.click(59 * SECOND)).isEqualTo(new Click(2, 2, 1));
        assertThat(crowd.click(60 * SECOND)).isEqualTo(new Click(3, 0, 2));
        assertThat(crowd.click(60 * SECOND)).isEqualTo(new Click(4, 3, 1));
        assertThat(crowd.click(61 * SECOND)).isEqualTo(new Click(5, 1, 2));
        assertThat(crowd.people()).isEqualTo(4);
    }

    @Test
    void whoHasACodeDoesNotClickAgain() {
        Click served = crowd.click(0);
        crowd.accepted(served.number());

        assertThat(crowd.click(60 * SECOND)).isEqualTo(new Click(1, 1, 1));
    }

    @Test
    void aCodeThatANewerClickHasReplacedHelpsNobody() {
        Click old = crowd.click(0);
        crowd.click(60 * SECOND);
        crowd.accepted(old.number());

        assertThat(crowd.click(120 * SECOND)).isEqualTo(new Click(2, 0, 3));
    }

    @Test
    void theMinuteBeginsAnewWithEachClick() {
        crowd.click(0);
        crowd.click(60 * SECOND);

        assertThat(crowd.click(119 * SECOND)).isEqualTo(new Click(2, 1, 1));
        assertThat(crowd.click(120 * SECOND)).isEqualTo(new Click(3, 0, 3));
    }
}

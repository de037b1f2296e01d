package ontime.delivery.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanesTest {

    @Test
    void aFullLaneIsFullAndOthersAreNot() {
        var lanes = new Lanes(2);
        lanes.enter("example.com");
        assertThat(lanes.hasRoom("example.com")).isTrue();
        lanes.enter("example.com");

        assertThat(lanes.hasRoom("example.com")).isFalse();
        assertThat(lanes.hasRoom("example.org")).isTrue();

        lanes.leave("example.com");
        assertThat(lanes.hasRoom("example.com")).isTrue();
    }

    @Test
    void anEmptyLaneIsForgotten() {
        var lanes = new Lanes(2);
        for (int i = 0; i < 1000; i++) {
            lanes.enter("domain-" + i);
            lanes.leave("domain-" + i);
        }

        assertThat(lanes.size()).isZero();
    }

    @Test
    void withoutABoundNothingIsCounted() {
        var lanes = new Lanes(0);
        for (int i = 0; i < 1000; i++) {
            lanes.enter("example.com");
        }

        assertThat(lanes.hasRoom("example.com")).isTrue();
        assertThat(lanes.size()).isZero();
    }
}

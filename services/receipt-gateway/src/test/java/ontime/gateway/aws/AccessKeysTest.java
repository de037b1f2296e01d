package ontime.gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccessKeysTest {

    /** Of "open sesame" and "open barley". */
    private static final String SESAME = "41ef4bb0b23661e66301aac36066912dac037827b4ae63a7b1165a5aa93ed4eb";

    private static final String BARLEY = "03cbfbf904bcf073e8a68b9dc130b451faa8eebcfc47377057f2085453875d63";

    @Test
    void eachOfSeveralKeysOpensSoThatTheyCanBeChangedWithoutAGap() {
        var keys = new AccessKeys(List.of(BARLEY, SESAME));

        assertThat(keys.admit("open sesame")).isTrue();
        assertThat(keys.admit("open poppy")).isFalse();
        assertThat(keys.admit("")).isFalse();
        assertThat(keys.admit(null)).isFalse();
    }

    @Test
    void withoutKeysNobodyComesIn() {
        assertThat(new AccessKeys(List.of()).admit("")).isFalse();
        assertThat(new AccessKeys(List.of()).admit(null)).isFalse();
    }

    @Test
    void aKeyInPlaceOfItsDigestIsRefusedWithoutBeingRepeated() {
        assertThatThrownBy(() -> new AccessKeys(List.of("open sesame")))
                .hasMessageContaining("SHA-256")
                .hasMessageNotContaining("sesame");
    }
}

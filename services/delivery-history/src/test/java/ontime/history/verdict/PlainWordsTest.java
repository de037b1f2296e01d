package ontime.history.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainWordsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "9999, 9.9 s",
        "10000, 10 s",
        "59999, 59 s",
        "60000, 1 min",
        "303000, 5 min 3 s",
        "7800000, 2 h 10 min"
    })
    void aDurationIsSaidInAtMostTwoUnits(long millis, String words) {
        assertThat(PlainWords.of(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @Test
    void aCountryIsSaidByItsNameWhereItHasOne() {
        assertThat(PlainWords.country("JE")).isEqualTo("Jersey");
        assertThat(PlainWords.country("XQ")).isEqualTo("XQ");
        assertThat(PlainWords.country("001")).isEqualTo("a worldwide network");
        assertThat(PlainWords.countryToSendTo("JE")).isEqualTo("Jersey, a country");
        assertThat(PlainWords.countryToSendTo("001")).isEqualTo("a worldwide network");
    }
}

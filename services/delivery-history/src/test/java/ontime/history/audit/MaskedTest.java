package ontime.history.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import ontime.events.Channel;
import ontime.history.facts.LoginSearch.Criteria;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "07700 900123|number •••0123",
                "+44 7700 900-123|number •••0123",
                "(0)7700/900123|number •••0123",
                "0123|last digits 0123",
                "K7|reference K7",
                "ann@example.com|email •••@•••",
                "u-17|text u•••",
                "user17|text us•••",
                "482913|number •••",
                "482 913|number •••",
                "4829130|number •••",
                "code 482913|text co•••",
                "0195b1f0-5c00-7000-8000-000000000000|text •••"
            })
    void ofWhatWasTypedItsKindStaysAndNoMoreThanIsShownEverywhere(String typed, String left) {
        assertThat(Masked.text(typed)).isEqualTo(left);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "482913",
                " 482913 ",
                "482-913",
                "48 29 13",
                "A482913",
                "٤٨٢٩١٣",
                "４８２９１３",
                "#482913",
                "4829131234"
            })
    void aCodeLeavesNoDigit(String code) {
        assertThat(Masked.text(code).chars().anyMatch(Character::isDigit)).isFalse();
    }

    @Test
    void aSearchIsToldByItsCriteria() {
        var criteria = new Criteria(
                null,
                "u-17",
                "07700900123",
                null,
                null,
                Channel.SMS,
                null,
                Instant.parse("2026-03-02T10:00:00Z"),
                null,
                null,
                10);

        assertThat(Subject.search(criteria).value())
                .isEqualTo("user: text u•••, phone: number •••0123, channel: SMS, from: 2026-03-02T10:00:00Z");
    }

    @Test
    void aUserWhoIsForgottenIsNotRememberedHere() {
        assertThat(Subject.user("ann-smith").value()).isEqualTo("text an•••");
    }
}

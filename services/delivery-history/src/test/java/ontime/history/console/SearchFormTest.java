package ontime.history.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import ontime.events.Channel;
import ontime.history.delays.Bucket;
import ontime.history.facts.LoginSearch.Position;
import ontime.history.search.Cursor;
import org.junit.jupiter.api.Test;

class SearchFormTest {

    @Test
    void whatStandsInTheAddressIsWhatIsSearchedFor() {
        var form = SearchForm.of(
                Map.of("q", "  u-17 ", "channel", "sms", "from", "2026-03-05T00:00", "to", "2026-03-06T00:00:00Z"));

        assertThat(form.criteria(30).anything()).isEqualTo("u-17");
        assertThat(form.criteria(30).channel()).isEqualTo(Channel.SMS);
        assertThat(form.criteria(30).from()).isEqualTo(Instant.parse("2026-03-05T00:00:00Z"));
        assertThat(form.mistakes()).isEmpty();
        assertThat(SearchForm.field(form.to())).isEqualTo("2026-03-06T00:00");
    }

    @Test
    void whatNobodyFilledInIsNoFilter() {
        var form = SearchForm.of(Map.of("q", "", "channel", "", "from", " "));

        assertThat(form.isOpen()).isTrue();
        assertThat(form.isFiltered()).isFalse();
    }

    @Test
    void whatIsNotUnderstoodIsTold() {
        var form = SearchForm.of(Map.of(
                "channel", "pigeon", "from", "yesterday", "to", "+999999999-01-01T00:00:00Z", "cursor", "nonsense"));

        assertThat(form.mistakes()).hasSize(4).allMatch(mistake -> mistake.endsWith("was left out."));
        assertThat(form.criteria(30).after()).isNull();
    }

    @Test
    void controlCharactersAreNothingThatAnybodySearchesFor() {
        assertThat(SearchForm.of(Map.of("q", "u\u0000-1\n7")).query()).isEqualTo("u -1 7");
    }

    @Test
    void aCellOfThePageOfDelaysIsASearchOfItsOwn() {
        var form = SearchForm.of(Map.of("from", "2026-03-05T14:00:00Z", "to", "2026-03-05T15:00:00Z", "took", "never"));

        assertThat(form.isOfDelays()).isTrue();
        assertThat(form.took()).isEqualTo(Bucket.NEVER);
        assertThat(form.filters()).containsExactly("arrival after: no arrival");
    }

    @Test
    void aCursorIsReadAsItWasWritten() {
        var position = new Position(Instant.parse("2026-03-05T14:00:00.123456Z"), "acme", "l\n1");

        assertThat(Cursor.read(Cursor.write(position))).contains(position);
    }

    @Test
    void theNameOfALoginTellsWhenItWasMade() {
        assertThat(NameOfLogin.madeAt("0195b1f0-5c00-7000-8000-000000000000"))
                .contains(Instant.parse("2025-03-20T05:04:34.304Z"));
        assertThat(NameOfLogin.madeAt("5f0c2d3e-8b1a-4c6d-9e2f-000000000000")).isEmpty();
        assertThat(NameOfLogin.madeAt("l-1")).isEmpty();
    }
}

package ontime.history.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ontime.events.Channel;
import ontime.history.delays.Bucket;
import ontime.history.facts.LoginSearch.Position;
import ontime.history.search.Cursor;
import org.junit.jupiter.api.Test;

class SearchFormTest {

    private static final Instant NOW = Instant.parse("2026-03-06T10:00:00Z");
    private static final Map<String, String> CELL =
            Map.of("from", "2026-03-05T14:00:00Z", "to", "2026-03-05T15:00:00Z", "took", "longer", "provider", "sns");

    @Test
    void whatStandsInTheAddressIsWhatIsSearchedFor() {
        var form = SearchForm.of(
                Map.of("q", "  u-17 ", "channel", "sms", "from", "2026-03-05T00:00", "to", "2026-03-06T00:00:00Z"),
                NOW);

        assertThat(form.criteria(30).anything()).isEqualTo("u-17");
        assertThat(form.criteria(30).channel()).isEqualTo(Channel.SMS);
        assertThat(form.criteria(30).from()).isEqualTo(Instant.parse("2026-03-05T00:00:00Z"));
        assertThat(form.mistakes()).isEmpty();
        assertThat(SearchForm.field(form.to())).isEqualTo("2026-03-06T00:00");
    }

    @Test
    void aStretchOfTimeThatIsNoneIsTold() {
        var form = SearchForm.of(Map.of("from", "2026-03-06T00:00", "to", "2026-03-05T00:00"), NOW);

        assertThat(form.mistakes())
                .containsExactly("From is not earlier than Before: nothing can be found between them.");
    }

    @Test
    void whatThePageDoesNotReadIsTold() {
        assertThat(SearchForm.of(Map.of("user", "u-17"), NOW).mistakes())
                .singleElement(STRING)
                .contains("left out");
        assertThat(SearchForm.of(Map.of("continue", "", "q", "u-17"), NOW).mistakes())
                .isEmpty();
    }

    @Test
    void whatNobodyFilledInIsNoFilter() {
        var form = SearchForm.of(Map.of("q", "", "channel", "", "from", " "), NOW);

        assertThat(form.isOpen()).isTrue();
        assertThat(form.isFiltered()).isFalse();
    }

    @Test
    void whatIsNotUnderstoodIsTold() {
        var form = SearchForm.of(
                Map.of(
                        "channel",
                        "pigeon",
                        "from",
                        "yesterday",
                        "to",
                        "+999999999-01-01T00:00:00Z",
                        "cursor",
                        "nonsense"),
                NOW);

        assertThat(form.mistakes()).hasSize(4).allMatch(mistake -> mistake.endsWith("was left out."));
        assertThat(form.criteria(30).after()).isNull();
    }

    @Test
    void controlCharactersAreNothingThatAnybodySearchesFor() {
        assertThat(SearchForm.of(Map.of("q", "u\u0000-1\n7"), NOW).query()).isEqualTo("u -1 7");
    }

    @Test
    void aCellOfThePageOfDelaysIsASearchOfItsOwn() {
        var form = SearchForm.of(
                Map.of("from", "2026-03-05T14:00:00Z", "to", "2026-03-05T15:00:00Z", "took", "never"), NOW);

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

    @Test
    void whatIsBehindDelaysIsLookedForWithinAMonthAtMost() {
        var form = SearchForm.of(
                Map.of(
                        "from",
                        "2026-01-01T00:00:00Z",
                        "to",
                        "2026-02-01T00:00:01Z",
                        "took",
                        "longer",
                        "provider",
                        "sns"),
                NOW);

        assertThat(form.isOfDelays()).isFalse();
        assertThat(form.mistakes()).singleElement().asString().contains("within 31 days at most");
        assertThat(form.filters()).isEmpty();
    }

    @Test
    void amongLoginsBehindDelaysNothingElseIsSearchedForAndThatIsTold() {
        for (var more : Map.of(
                        "q", "u-17", "status", "failed", "cursor", Cursor.write(new Position(NOW, "acme", "l-1")))
                .entrySet()) {
            var form = with(more.getKey(), more.getValue());

            assertThat(form.mistakes()).singleElement().asString().endsWith("left out.");
            assertThat(form.query()).isEmpty();
            assertThat(form.status()).isNull();
            assertThat(form.after()).isNull();
            assertThat(form.subject().value()).doesNotContain("anything", "status");
            assertThat(form.filters()).containsExactly("arrival after: longer", "provider sns");
        }
        assertThat(with("channel", "sms").mistakes()).isEmpty();
    }

    @Test
    void withoutBothEndsOfATimeNothingClaimsThatDelaysCount() {
        for (var cleared : List.of("from", "to")) {
            var form = with(cleared, "");

            assertThat(form.mistakes()).singleElement().asString().contains("between From and Before");
            assertThat(form.isOfDelays()).isFalse();
            assertThat(form.filters()).isEmpty();
        }
    }

    private static SearchForm with(String name, String value) {
        var address = new HashMap<>(CELL);
        address.put(name, value);
        return SearchForm.of(address, NOW);
    }

    @Test
    void messagesAloneAreLookedThroughForAMonthAndThatIsTold() {
        var wide = SearchForm.of(Map.of("status", "failed", "from", "2026-01-01T00:00"), NOW);
        assertThat(wide.mistakes()).singleElement().asString().contains("31 days at most");

        var open = SearchForm.of(Map.of("status", "failed"), NOW);
        assertThat(open.mistakes()).isEmpty();
        assertThat(open.filters()).containsExactly("within 31 days");

        assertThat(SearchForm.of(Map.of("status", "failed", "from", "2026-03-01T00:00"), NOW))
                .satisfies(form -> assertThat(form.mistakes()).isEmpty())
                .satisfies(form -> assertThat(form.filters()).isEmpty());
        assertThat(SearchForm.of(Map.of("status", "failed", "from", "2026-01-01T00:00", "q", "u-17"), NOW)
                        .mistakes())
                .isEmpty();
    }

    @Test
    void whatIsTooLongIsTold() {
        var form = SearchForm.of(Map.of("q", "x".repeat(201)), NOW);

        assertThat(form.query()).hasSize(200);
        assertThat(form.mistakes()).containsExactly("Only the first 200 characters were searched for.");
    }
}

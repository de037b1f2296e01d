package ontime.history.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ontime.history.facts.LoginSearch.Position;
import ontime.history.search.Fingerprints;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

class SearchRequestTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private static final Fingerprints NO_KEY = new Fingerprints() {
        @Override
        public boolean available() {
            return false;
        }

        @Override
        public Optional<String> ofPhone(String written) {
            return Optional.empty();
        }

        @Override
        public Optional<String> ofEmail(String written) {
            return Optional.empty();
        }
    };

    @ParameterizedTest
    @CsvSource({"phone, 07700 900123", "email, ann@example.com"})
    void withoutAKeyNobodyIsFoundByADestinationAndThisIsSaid(String name, String value) {
        assertThatThrownBy(() -> SearchRequest.read(query(name, value), NO_KEY, NOW))
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedCall.class))
                .extracting(refusal -> refusal.problem().getType())
                .isEqualTo(URI.create("not-supported"));
    }

    @Test
    void theLastDigitsOfANumberNeedNoKey() {
        assertThat(SearchRequest.read(query("phone", "0123"), NO_KEY, NOW).phone())
                .isEqualTo("0123");
    }

    @Test
    void aStretchOfTimeThatIsNoneIsRefused() {
        for (var to : List.of("2026-03-02T10:00:00Z", "2026-03-02T09:59:59Z")) {
            var query =
                    MultiValueMap.fromMultiValue(Map.of("from", List.of("2026-03-02T10:00:00Z"), "to", List.of(to)));
            assertThatThrownBy(() -> SearchRequest.read(query, NO_KEY, NOW)).hasMessage("from is before to.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "from, +999999999-01-01T00:00:00Z",
        "to, +10000-01-01T00:00:00Z",
        "from, -0001-01-01T00:00:00Z",
        "to, 0001-01-01T00:00:00+01:00"
    })
    void anInstantThatTheDatabaseMayNotKnowIsMalformed(String name, String instant) {
        assertMalformed(name, instant);
    }

    @Test
    void soIsACursorOfSuchAnInstant() {
        var cursor = Base64.getUrlEncoder().encodeToString("+1000000-01-01T00:00:00Z\nacme\nl-1".getBytes(UTF_8));

        assertMalformed("cursor", cursor);
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-01-30T09:59:59Z&status=DELIVERED",
        "from=2026-01-30T09:59:59Z&status=FAILED&channel=SMS",
        "status=ACCEPTED&from=2025-01-01T00:00:00Z&to=2025-02-01T00:00:01Z"
    })
    void aStatusByItselfIsLookedForInAMonth(String query) {
        assertThatThrownBy(() -> SearchRequest.read(parameters(query), NO_KEY, NOW))
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedCall.class))
                .extracting(refusal -> refusal.problem().getDetail())
                .asString()
                .contains("31 days at most");
    }

    @ParameterizedTest
    @CsvSource({
        "status=FAILED&from=2026-01-30T10:00:00Z, 2026-01-30T10:00:00Z",
        "status=FAILED, 2026-01-30T10:00:00Z",
        "status=FAILED&to=2025-02-01T00:00:00Z, 2025-01-01T00:00:00Z",
        "from=2024-01-01T00:00:00Z&channel=SMS, 2024-01-01T00:00:00Z",
        "status=FAILED&from=2024-01-01T00:00:00Z&user=u-1, 2024-01-01T00:00:00Z",
        "reference=K7,"
    })
    void whatAnIndexLeadsToIsFoundHoweverOldItIs(String query, @Nullable Instant begin) {
        assertThat(SearchRequest.read(parameters(query), NO_KEY, NOW).begin(NOW))
                .isEqualTo(begin);
    }

    private static MultiValueMap<String, String> parameters(String query) {
        return UriComponentsBuilder.fromUriString("/?" + query).build().getQueryParams();
    }

    @ParameterizedTest
    @CsvSource({"0001-01-01T00:00:00Z", "2026-03-02T10:00:00+01:00", "9999-12-31T23:59:59.999Z"})
    void everyOtherInstantIsUnderstoodAndComesBackInACursor(String text) {
        var from = SearchRequest.read(named(query("from", text)), NO_KEY, NOW).from();
        var position = new Position(from == null ? Instant.EPOCH : from, "acme", "l-1");

        assertThat(SearchRequest.read(query("cursor", String.valueOf(SearchRequest.cursor(position))), NO_KEY, NOW)
                        .after())
                .isEqualTo(position);
    }

    private static void assertMalformed(String name, String value) {
        assertThatThrownBy(() -> SearchRequest.read(query(name, value), NO_KEY, NOW))
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedCall.class))
                .extracting(refusal -> refusal.problem().getType())
                .isEqualTo(URI.create("malformed"));
    }

    private static MultiValueMap<String, String> named(MultiValueMap<String, String> query) {
        var named = new LinkedMultiValueMap<>(query);
        named.add("user", "u-1");
        return named;
    }

    private static MultiValueMap<String, String> query(String name, String value) {
        return MultiValueMap.fromMultiValue(Map.of(name, List.of(value)));
    }
}

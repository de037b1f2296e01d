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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.MultiValueMap;

class SearchRequestTest {

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
        assertThatThrownBy(() -> SearchRequest.read(query(name, value), NO_KEY))
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedCall.class))
                .extracting(refusal -> refusal.problem().getType())
                .isEqualTo(URI.create("not-supported"));
    }

    @Test
    void theLastDigitsOfANumberNeedNoKey() {
        assertThat(SearchRequest.read(query("phone", "0123"), NO_KEY).phone()).isEqualTo("0123");
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
    @CsvSource({"0001-01-01T00:00:00Z", "2026-03-02T10:00:00+01:00", "9999-12-31T23:59:59.999Z"})
    void everyOtherInstantIsUnderstoodAndComesBackInACursor(String text) {
        var from = SearchRequest.read(query("from", text), NO_KEY).from();
        var position = new Position(from == null ? Instant.EPOCH : from, "acme", "l-1");

        assertThat(SearchRequest.read(query("cursor", String.valueOf(SearchRequest.cursor(position))), NO_KEY)
                        .after())
                .isEqualTo(position);
    }

    private static void assertMalformed(String name, String value) {
        assertThatThrownBy(() -> SearchRequest.read(query(name, value), NO_KEY))
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedCall.class))
                .extracting(refusal -> refusal.problem().getType())
                .isEqualTo(URI.create("malformed"));
    }

    private static MultiValueMap<String, String> query(String name, String value) {
        return MultiValueMap.fromMultiValue(Map.of(name, List.of(value)));
    }
}

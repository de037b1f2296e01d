package ontime.stories;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import ontime.tracing.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * After logins with known codes and destinations, neither is found in what the installation has written or shows: the
 * broker's segments, the database's files and its log of changes, the logs, the metrics, the traces.
 */
class SecretsIT {

    private static final int PORT_BASE = 32080;

    private static final int LOGINS = 3;

    /** All logins are of one user, so that all their requests are in one segment of the broker. */
    private static final String USER = "secret-user";

    @TempDir
    private Path home;

    private record Login(List<String> codes, String phone, String email) {}

    @Test
    void neitherACodeNorAWholeDestinationIsWrittenAnywhere() throws Exception {
        List<Login> logins = new ArrayList<>();
        Map<String, String> places = new LinkedHashMap<>();
        try (var collector = new Collector();
                var product = RunningProduct.start(home, PORT_BASE, tracing(collector))) {
            var auth = new AuthService(product);
            for (int number = 0; number < LOGINS; number++) {
                logins.add(play(auth, number));
            }
            auth.post("/v1/challenges", "{\"userId\": \"secret\", \"phone\": \"+447700900999\", \"unknown\": 1}");
            for (int offset : new int[] {0, 1, 2, 3, 4, 5, 10}) {
                places.put(
                        "metrics of port +" + offset,
                        auth.get("http://127.0.0.1:" + (PORT_BASE + offset) + "/actuator/prometheus"));
            }
            await().until(() -> collector.spans().stream()
                    .map(Collector.Seen::service)
                    .collect(toSet())
                    .containsAll(Set.of("issuer", "sms-worker", "email-worker")));
            places.put("exported traces", collector.text());
        }
        places.putAll(files());
        assertThat(places.keySet())
                .as("what was searched")
                .anyMatch(place -> place.contains("otp.requests-") && place.endsWith(".log"))
                .anyMatch(place -> place.contains("pg_wal"))
                .anyMatch(place -> place.contains("issuer"));
        assertThat(places.values())
                .as("the search finds what is there, in the broker and in the database")
                .filteredOn(content -> content.contains(USER))
                .hasSizeGreaterThan(2);

        for (Login login : logins) {
            for (String destination : List.of(login.phone().substring(3), login.email())) {
                assertThat(placesWith(places, Pattern.compile(Pattern.quote(destination))))
                        .as("places that know a whole destination")
                        .isEmpty();
            }
        }
        places.forEach((place, content) -> assertThat(logins.stream()
                        .flatMap(login -> login.codes().stream())
                        .filter(code -> standsAlone(code).matcher(content).find())
                        .count())
                .as("codes in " + place)
                .isLessThanOrEqualTo(byChance(place)));
    }

    /** Megabytes of bytes hold six given digits in a row by chance; that they hold two codes of six is none. */
    private static long byChance(String place) {
        return place.startsWith("kafka") || place.startsWith("postgres") ? 1 : 0;
    }

    private static Map<String, String> tracing(Collector collector) {
        return Map.of("ONTIME_TRACING_ENDPOINT", collector.endpoint().toString(), "ONTIME_TRACING_RATIO", "1");
    }

    private static Login play(AuthService auth, int number) {
        String phone = "+44770090077" + number;
        String email = "canary-" + number + "@example.org";
        JsonNode bySms = auth.login("{\"userId\": \"%s-%d\", \"phone\": \"%s\"}".formatted(USER, number, phone));
        String code = AuthService.codeIn(
                auth.awaitMessage(phone, bySms.get("reference").asString()));
        auth.check(bySms, "000000");
        auth.check(bySms, code);
        JsonNode byMail = auth.login("{\"userId\": \"%s-%d\", \"email\": \"%s\"}".formatted(USER, number, email));
        String mailed = AuthService.codeIn(
                auth.awaitMessage(email, byMail.get("reference").asString()));
        auth.awaitVerdict(bySms.get("loginId").asString(), "VERIFIED");
        return new Login(List.of(code, mailed), phone, email);
    }

    private Map<String, String> files() throws IOException {
        var contents = new LinkedHashMap<String, String>();
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(home.relativize(file).toString(), Files.readString(file, ISO_8859_1));
            }
        }
        return contents;
    }

    private static List<String> placesWith(Map<String, String> places, Pattern what) {
        return places.entrySet().stream()
                .filter(place -> what.matcher(place.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Pattern standsAlone(String code) {
        return Pattern.compile("(?<![0-9])" + code + "(?![0-9])");
    }
}

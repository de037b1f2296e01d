package ontime.history.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ontime.history.HistorySettings;
import ontime.history.access.HistoryUser;
import ontime.history.access.Needs;
import ontime.history.latency.Dimension;
import ontime.history.latency.Latencies;
import ontime.history.latency.Tally;
import ontime.history.rights.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where the time of many deliveries went. */
@RestController
class LatencyController {

    private static final String DIMENSIONS = "stage, channel, country, provider, carrier, domain, hour";

    private final Latencies latencies;
    private final HistorySettings settings;
    private final InstantSource clock;

    LatencyController(Latencies latencies, HistorySettings settings, InstantSource clock) {
        this.latencies = latencies;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/v1/latency")
    @Needs(Right.READ_FIGURES)
    @Operation(
            summary = "Percentiles of the times of deliveries that began within a time, in groups",
            description = "Of more than 10,000 logins some are read, chosen evenly: oneIn says which share. What is too"
                    + " young to judge is counted beside. A time of more than 31 days is refused (problem+json).")
    Answer latency(
            @Parameter(description = TimeRange.FROM) @RequestParam(required = false) @Nullable String from,
            @Parameter(description = TimeRange.TO) @RequestParam(required = false) @Nullable String to,
            @Parameter(description = "Some of " + DIMENSIONS + ", with commas between them")
                    @RequestParam(defaultValue = "stage")
                    String by,
            @Parameter(hidden = true) @AuthenticationPrincipal HistoryUser user) {
        var now = clock.instant();
        var dimensions = dimensions(by);
        var range = TimeRange.of(from, to, now);
        var tally = new Tally(dimensions, settings.silentAfter(), now);
        var sample = latencies.read(range.from(), range.to(), user.tenants(Right.READ_FIGURES), now, tally::add);
        var groups =
                tally.groups().stream().map(group -> row(dimensions, group)).toList();
        return new Answer(range.from(), range.to(), sample.logins(), sample.oneIn(), groups);
    }

    private static List<Dimension> dimensions(String by) {
        try {
            return Arrays.stream(by.split(",", -1))
                    .map(name -> Dimension.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                    .distinct()
                    .toList();
        } catch (IllegalArgumentException e) {
            throw RefusedCall.malformed("by is a list of " + DIMENSIONS + ".");
        }
    }

    private static Map<String, @Nullable Object> row(List<Dimension> dimensions, Tally.Group group) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (var place = 0; place < dimensions.size(); place++) {
            row.put(
                    dimensions.get(place).name().toLowerCase(Locale.ROOT),
                    group.values().get(place));
        }
        row.put("count", group.count());
        row.put("tooYoung", group.tooYoung());
        row.put("open", group.open());
        row.put("p50", group.p50());
        row.put("p90", group.p90());
        row.put("p95", group.p95());
        row.put("p99", group.p99());
        return row;
    }

    /**
     * Times are milliseconds, null where nothing was measured.
     *
     * @param logins that began in this time, about so many when only some were read
     * @param oneIn of so many of them one was read
     */
    record Answer(Instant from, Instant to, long logins, long oneIn, List<Map<String, @Nullable Object>> groups) {}
}

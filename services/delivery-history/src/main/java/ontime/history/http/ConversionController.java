package ontime.history.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ontime.history.HistorySettings;
import ontime.history.access.HistoryUser;
import ontime.history.access.Needs;
import ontime.history.conversion.Conversions;
import ontime.history.conversion.Distinction;
import ontime.history.rights.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells how many codes were accepted, delivered and entered, of the caller's own tenants. */
@RestController
class ConversionController {

    private final Conversions conversions;
    private final HistorySettings settings;
    private final InstantSource clock;

    ConversionController(Conversions conversions, HistorySettings settings, InstantSource clock) {
        this.conversions = conversions;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The answer.
     *
     * @param more whether there are smaller groups than these
     */
    record Answer(
            Instant from,
            Instant to,
            List<String> by,
            long tooYoung,
            boolean more,
            List<Map<String, @Nullable Object>> groups) {}

    @GetMapping("/v1/conversion")
    @Needs(Right.READ_FIGURES)
    Answer conversion(@RequestParam MultiValueMap<String, String> query, @AuthenticationPrincipal HistoryUser user) {
        var now = clock.instant();
        var question = ConversionRequest.read(query, user.tenants(Right.READ_FIGURES), now);
        var counted = conversions.count(question, now.minus(settings.silentAfter()));
        return new Answer(
                question.from(),
                question.to(),
                question.by().stream().map(ConversionRequest::name).toList(),
                counted.tooYoung(),
                counted.more(),
                counted.groups().stream()
                        .map(group -> row(group, question.by()))
                        .toList());
    }

    private static Map<String, @Nullable Object> row(Conversions.Group group, List<Distinction> by) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        by.forEach(dimension ->
                row.put(ConversionRequest.name(dimension), group.of().get(dimension)));
        var funnel = group.funnel();
        row.put("requested", funnel.requested());
        row.put("accepted", funnel.accepted());
        row.put("delivered", funnel.delivered());
        row.put("entered", funnel.entered());
        row.put("tooYoung", funnel.tooYoung());
        return row;
    }
}

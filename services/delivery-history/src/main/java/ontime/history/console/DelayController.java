package ontime.history.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import ontime.events.Channel;
import ontime.history.HistorySettings;
import ontime.history.access.HistoryUser;
import ontime.history.access.Needs;
import ontime.history.delays.Delays;
import ontime.history.delays.Passage;
import ontime.history.delays.PassageLog;
import ontime.history.rights.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of delays: a day of deliveries, for whoever has no Grafana at hand. */
@Controller
class DelayController {

    private static final int HOURS = 24;
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 30);

    private final PassageLog passages;
    private final HistorySettings settings;
    private final ConsoleSettings console;
    private final InstantSource clock;

    DelayController(PassageLog passages, HistorySettings settings, ConsoleSettings console, InstantSource clock) {
        this.passages = passages;
        this.settings = settings;
        this.console = console;
        this.clock = clock;
    }

    @GetMapping("/delays")
    @Needs(Right.READ_FIGURES)
    String delays(
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String channel,
            @AuthenticationPrincipal HistoryUser user,
            Model model) {
        var now = clock.instant();
        var of = day(day);
        var only = channel(channel);
        var to = of == null
                ? now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS)
                : of.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        var from = to.minus(HOURS, ChronoUnit.HOURS);
        var read = passages.between(from, to, user.tenants(Right.READ_FIGURES), console.passages());
        var delays = Delays.of(
                read.stream()
                        .filter(passage -> only == null || passage.channel() == only)
                        .toList(),
                from,
                to,
                settings.lateAfter(),
                settings.silentAfter(),
                now);
        model.addAttribute(
                "page",
                DelayPage.of(delays, new DelayPage.Asked(of, today(now), only), settings.lateAfter(), earliest(read)));
        return "delays";
    }

    /** From when on there are figures, where there were more deliveries than the page reads. */
    private @Nullable Instant earliest(List<Passage> read) {
        return read.size() < console.passages() ? null : read.getLast().begun();
    }

    private static LocalDate today(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** Null for the last hours, also where nobody can read the day. */
    private static @Nullable LocalDate day(String text) {
        try {
            var day = text.isBlank() ? null : LocalDate.parse(text.strip());
            return day == null || day.isBefore(FIRST) || day.isAfter(LAST) ? null : day;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Channel channel(String text) {
        try {
            return text.isBlank() ? null : Channel.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

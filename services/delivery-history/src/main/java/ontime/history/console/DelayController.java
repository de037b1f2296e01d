package ontime.history.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import ontime.events.Channel;
import ontime.history.HistorySettings;
import ontime.history.access.HistoryUser;
import ontime.history.access.Needs;
import ontime.history.delays.DelayCount;
import ontime.history.delays.Passage;
import ontime.history.delays.PassageLog;
import ontime.history.delays.PassageLog.Question;
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
    private static final Set<String> READ = Set.of("day", "channel");
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
    String delays(@RequestParam Map<String, String> address, @AuthenticationPrincipal HistoryUser user, Model model) {
        var now = clock.instant();
        var reading = new Reading(address);
        var of = reading.value("day", "Day", DelayController::day);
        var only = reading.value("channel", "Channel", text -> Channel.valueOf(text.toUpperCase(Locale.ROOT)));
        reading.judge(READ, null, null);
        var to = of == null
                ? now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS)
                : of.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        var from = to.minus(HOURS, ChronoUnit.HOURS);
        var count = new DelayCount(from, to, settings.lateAfter(), settings.silentAfter(), now);
        var read = new Read();
        passages.read(
                new Question(from, to, user.tenants(Right.READ_FIGURES), only, null, null, console.passages()),
                passage -> {
                    count.add(passage);
                    read.add(passage);
                });
        var asked = new DelayPage.Asked(of, today(now), only);
        model.addAttribute(
                "page", DelayPage.of(count.delays(), asked, settings.lateAfter(), read.earliestOf(console.passages())));
        model.addAttribute("mistakes", reading.mistakes());
        return "delays";
    }

    /** How far back deliveries were read. */
    private static final class Read {
        private int deliveries;
        private @Nullable Instant last;

        void add(Passage passage) {
            deliveries++;
            last = passage.begun();
        }

        /** From when on there are figures, where there were more deliveries than the page reads. */
        @Nullable
        Instant earliestOf(int most) {
            return deliveries < most ? null : last;
        }
    }

    private static LocalDate today(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** @throws DateTimeException where nobody can read the day */
    private static LocalDate day(String text) {
        var day = LocalDate.parse(text);
        if (day.isBefore(FIRST) || day.isAfter(LAST)) {
            throw new DateTimeException("a day that no code was sent on");
        }
        return day;
    }
}

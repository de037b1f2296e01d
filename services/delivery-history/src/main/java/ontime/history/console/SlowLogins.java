package ontime.history.console;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.history.HistorySettings;
import ontime.history.delays.Bucket;
import ontime.history.delays.Passage;
import ontime.history.delays.PassageLog;
import ontime.history.delays.PassageLog.Question;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch;
import org.springframework.stereotype.Component;

/** The logins behind a cell or a route of the page of delays. */
@Component
final class SlowLogins {

    private final PassageLog passages;
    private final LoginSearch logins;
    private final HistorySettings settings;
    private final ConsoleSettings console;

    SlowLogins(PassageLog passages, LoginSearch logins, HistorySettings settings, ConsoleSettings console) {
        this.passages = passages;
        this.logins = logins;
        this.settings = settings;
        this.console = console;
    }

    /** @param more whether there are more than these */
    record Slow(List<Login> logins, boolean more) {}

    /** The newest of them. The form names both ends of a time. */
    Slow behind(SearchForm form, Set<String> tenants, Instant now, int most) {
        var from = Objects.requireNonNull(form.from());
        var to = Objects.requireNonNull(form.to());
        var question =
                new Question(from, to, tenants, form.channel(), form.provider(), form.country(), console.passages());
        var found = new LinkedHashSet<String>();
        var read = new AtomicInteger();
        passages.read(question, passage -> {
            read.incrementAndGet();
            if (found.size() <= most && fits(passage, form, now)) {
                found.add(passage.loginId());
            }
        });
        return new Slow(
                found.stream()
                        .limit(most)
                        .flatMap(loginId -> logins.find(loginId, tenants, now).stream())
                        .toList(),
                found.size() > most || read.get() == console.passages());
    }

    private boolean fits(Passage passage, SearchForm form, Instant now) {
        return (form.took() == null || Bucket.of(passage) == form.took())
                && !passage.isTooYoung(settings.silentAfter(), now);
    }
}

package ontime.gateway.postgres;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import ontime.gateway.correlation.Book;
import ontime.gateway.correlation.DeadLetter;
import ontime.gateway.report.Report;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Batches as JSON, in the names of the columns. */
final class Rows {

    private final JsonMapper json;

    Rows(JsonMapper json) {
        this.json = json;
    }

    String ofReports(Collection<Report> reports, Instant observed) {
        return write(reports, one -> {
            var report = one.notAfter(observed);
            var row = key(report);
            row.put("id", one.id());
            row.put("status", report.meaning().status());
            row.put("reason", report.meaning().reason());
            row.put("permanent", report.meaning().permanent());
            row.put("confidence", report.meaning().confidence());
            row.put("detail", report.detail());
            row.put("carrier", report.network().carrier());
            row.put("mcc", report.network().mcc());
            row.put("mnc", report.network().mnc());
            row.put("occurred_at", report.occurredAt().toString());
            return row;
        });
    }

    String ofKeys(Collection<Report> reports) {
        return write(reports, Rows::key);
    }

    String ofHandovers(Collection<Book.Expected> expected) {
        return write(expected, one -> {
            var handover = one.handover();
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("provider", handover.key().provider());
            row.put("message_id", handover.key().messageId());
            row.put("tenant", handover.tenant());
            row.put("user_id", handover.userId());
            row.put("login_id", handover.loginId());
            row.put("challenge_id", handover.challengeId());
            row.put("delivery", handover.delivery());
            row.put("channel", handover.channel());
            row.put("country", handover.country());
            row.put("attempt", handover.attempt());
            row.put("route", handover.route());
            row.put("dispatched_at", text(handover.dispatchedAt()));
            row.put("accepted_at", text(handover.acceptedAt()));
            row.put("silent_at", text(one.silentAt()));
            row.put("traceparent", one.traceparent());
            return row;
        });
    }

    String ofChallenges(Collection<Book.Challenge> challenges) {
        return write(challenges, one -> {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("tenant", one.tenant());
            row.put("challenge_id", one.challengeId());
            return row;
        });
    }

    String write(List<DeadLetter> letters) {
        return json.writeValueAsString(letters);
    }

    private <T> String write(Collection<T> items, Function<T, Map<String, @Nullable Object>> row) {
        return json.writeValueAsString(items.stream().map(row).toList());
    }

    private static Map<String, @Nullable Object> key(Report report) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("provider", report.key().provider());
        row.put("message_id", report.key().messageId());
        return row;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}

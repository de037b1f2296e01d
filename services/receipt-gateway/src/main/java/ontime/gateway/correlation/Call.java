package ontime.gateway.correlation;

import java.util.List;
import ontime.gateway.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * What one call of a provider brought.
 *
 * @param source which of our doors it came through: {@code sns}, {@code firehose}
 * @param notificationId by which a call that is played back is known; null where the sender has to repeat itself
 */
public record Call(String source, @Nullable String notificationId, List<Report> reports, List<DeadLetter> unreadable) {

    public Call {
        reports = List.copyOf(reports);
        unreadable = List.copyOf(unreadable);
    }
}

package ontime.directory.kafka;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import ontime.directory.follower.FollowerMetrics;
import ontime.directory.follower.Followers;
import ontime.directory.user.Tenants;
import ontime.events.ContactApplied;
import ontime.events.FollowerState;
import ontime.events.TraceParent;
import ontime.tracing.Records;
import ontime.tracing.Span;
import ontime.tracing.Spans;
import ontime.tracing.Work;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Hears what followers have applied. What is wrong with a single record concerns that record only, which becomes a dead
 * letter; what is wrong with the database, the registry or the broker is thrown, and the batch is tried again until it
 * passes.
 */
final class AccountListener implements BatchMessageListener<byte[], byte[]> {

    private final EventReader reader;
    private final Tenants tenants;
    private final Followers followers;
    private final FollowerMetrics metrics;
    private final DeadLetters deadLetters;
    private final Spans spans;
    private final InstantSource clock;

    AccountListener(
            EventReader reader,
            Tenants tenants,
            Followers followers,
            FollowerMetrics metrics,
            DeadLetters deadLetters,
            Spans spans,
            InstantSource clock) {
        this.reader = reader;
        this.tenants = tenants;
        this.followers = followers;
        this.metrics = metrics;
        this.deadLetters = deadLetters;
        this.spans = spans;
        this.clock = clock;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            try {
                // Everything else on this topic is the directory's own, or for others.
                if (reader.read(record) instanceof ContactApplied told
                        && told.getState() != FollowerState.OTHER
                        && !tenants.bring(told.getTenant(), told.getFollower())) {
                    hear(told, record);
                }
            } catch (UnreadableRecordException e) {
                deadLetters.keep(record, Objects.requireNonNull(e.getMessage()));
            } catch (DataIntegrityViolationException e) {
                // What the database cannot hold is the record's fault.
                deadLetters.keep(record, "refused by the database");
            }
        }
    }

    private void hear(ContactApplied told, ConsumerRecord<byte[], byte[]> record) {
        var given = TraceParent.of(record.headers());
        try (var work = Work.goOn(spans, clock, Span.Kind.CONSUMER, "process " + record.topic(), given)) {
            Records.describe(work, record.topic());
            work.put("ontime.follower", told.getFollower());
            work.put("ontime.status", told.getState().name());
            metrics.heard(told, followers.hear(told));
        }
    }
}

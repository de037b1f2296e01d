package ontime.issuer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two issuers on one database and one broker, as behind any balancer. They end with the JVM. */
final class Replicas {

    private static @Nullable Replicas shared;

    private final List<RunningIssuer> issuers;

    private Replicas(List<RunningIssuer> issuers) {
        this.issuers = issuers;
    }

    static synchronized Replicas shared() {
        if (shared == null) {
            shared = new Replicas(
                    List.of(RunningIssuer.start("replicas", Map.of()), RunningIssuer.start("replicas", Map.of())));
        }
        return shared;
    }

    /** One of them: which one must not matter. */
    RunningIssuer of(int request) {
        return issuers.get(Math.floorMod(request, issuers.size()));
    }

    Instant stopTheClocks() {
        Instant now = of(0).clock().stop();
        issuers.forEach(issuer -> issuer.clock().stopAt(now));
        return now;
    }

    void advance(Duration duration) {
        issuers.forEach(issuer -> issuer.clock().advance(duration));
    }

    void letTimeRun() {
        issuers.forEach(issuer -> issuer.clock().run());
    }
}

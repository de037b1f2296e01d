package ontime.directory.outside;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ontime.directory.following.Bringing;
import ontime.directory.following.Pace;
import ontime.directory.following.Reconciling;
import ontime.directory.following.WorkList;
import ontime.tracing.Spans;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import tools.jackson.databind.json.JsonMapper;

/** One courier for each store outside of each tenant. Each replica has them all. */
public final class Couriers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final List<Courier> couriers = new ArrayList<>();
    private final List<Https> connections = new ArrayList<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Reconciling reconciling;
    /** Whose users cannot be compared at present. */
    private final Set<Courier> halted = new HashSet<>();

    private volatile boolean running;

    public Couriers(
            List<StoreSettings> stores,
            WorkList list,
            Bringing bringing,
            Reconciling reconciling,
            Pace pace,
            Spans spans,
            InstantSource clock,
            JsonMapper json) {
        this.reconciling = reconciling;
        stores.forEach(store -> {
            var https = new Https(store.name(), store.patience(), json, spans, clock);
            connections.add(https);
            couriers.add(new Courier(
                    store,
                    new StoreFollower(identity(store, https, clock)),
                    list,
                    bringing,
                    pace,
                    executor,
                    spans,
                    clock));
        });
    }

    private static IdentityStore identity(StoreSettings store, Https https, InstantSource clock) {
        var oauth = store.oauth();
        return switch (store.kind()) {
            case GRAPH -> {
                if (oauth == null) {
                    throw new IllegalArgumentException(store.name() + " needs a token-url and a client-id");
                }
                var client =
                        new GraphTokens.OAuthClient(oauth.tokenUrl(), oauth.clientId(), store.secret(), oauth.scope());
                yield new GraphStore(store.address(), https, new GraphTokens(https, client, clock));
            }
            case SCIM -> new ScimStore(store.address(), https, store.attribute(), store.secret());
        };
    }

    /** Whether what is to be done at the stores is being looked after here. Does not say which: anybody may ask. */
    public boolean areLookedAfter() {
        return couriers.stream().noneMatch(Courier::standsStill);
    }

    /** Whether nobody here looks after a store, of whichever tenant. */
    public boolean isForsaken(String store) {
        return couriers.stream().anyMatch(courier -> courier.store().equals(store) && courier.standsStill());
    }

    /** There may be something to do. Does not wait. */
    public void wake() {
        if (running && !couriers.isEmpty()) {
            couriers.forEach(courier -> executor.execute(courier::look));
        }
    }

    /** What others have written, and what is due again. */
    @Scheduled(fixedDelayString = "${ontime.directory.following.look:1s}")
    void look() {
        if (running) {
            couriers.forEach(Courier::look);
        }
    }

    @Scheduled(fixedDelayString = "${ontime.directory.following.look:1s}")
    void compare() {
        if (!running) {
            return;
        }
        for (var courier : couriers) {
            try {
                reconciling.step(courier.tenant(), courier.store());
                halted.remove(courier);
            } catch (RuntimeException e) {
                // Once, and not each second for as long as a database is away.
                if (halted.add(courier)) {
                    LOG.warn(
                            "cannot go on with the comparison at {}, and goes on trying: {}",
                            courier.store(),
                            e.getClass().getSimpleName());
                }
            }
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        couriers.forEach(courier -> courier.stop(LONGEST_STOP));
        executor.shutdownNow();
        connections.forEach(Https::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** With the relay: what is done while the server stops can still be published. */
    @Override
    public int getPhase() {
        return 1;
    }
}

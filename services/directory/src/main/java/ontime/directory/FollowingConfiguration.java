package ontime.directory;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.function.Supplier;
import ontime.directory.destination.Destinations;
import ontime.directory.follower.FollowerMetrics;
import ontime.directory.following.Bringing;
import ontime.directory.following.ComparingBooks;
import ontime.directory.following.Pace;
import ontime.directory.following.Reconciling;
import ontime.directory.following.WorkList;
import ontime.directory.kafka.Relay;
import ontime.directory.outside.Couriers;
import ontime.directory.outside.StoreSettings;
import ontime.directory.postgres.JdbcWorkList;
import ontime.directory.user.Comparing;
import ontime.directory.user.Lookup;
import ontime.directory.user.Protection;
import ontime.directory.user.Store;
import ontime.directory.user.Tenants;
import ontime.tracing.Spans;
import ontime.tracing.Work;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The stores outside, and what brings contacts there. */
@Configuration(proxyBeanMethods = false)
class FollowingConfiguration {

    @Bean
    WorkList workList(JdbcClient database, TransactionTemplate transactions, Relay relay, MeterRegistry meters) {
        var list = new JdbcWorkList(database, transactions, relay, Work::handOn);
        Gauge.builder("otp.directory.following.pending", list, JdbcWorkList::size)
                .register(meters);
        return list;
    }

    @Bean
    Pace pace(SecureRandom random) {
        return new Pace(random::nextDouble);
    }

    @Bean
    Bringing bringing(
            WorkList list,
            Tenants tenants,
            Destinations destinations,
            Protection protection,
            Pace pace,
            FollowerMetrics metrics,
            InstantSource clock,
            Supplier<String> ids) {
        return new Bringing(list, tenants, destinations, protection, pace, metrics, clock, ids);
    }

    @Bean
    Comparing comparing(Lookup lookup, Supplier<String> ids) {
        return new Comparing(lookup, ids);
    }

    @Bean
    Reconciling reconciling(
            DirectoryProperties properties,
            WorkList list,
            Store store,
            Tenants tenants,
            Comparing comparing,
            InstantSource clock) {
        var wanted = properties.reconcile();
        return new Reconciling(list, store, tenants, comparing, wanted.every(), wanted.usersPerSecond(), clock);
    }

    @Bean
    BookSweep bookSweep(
            DirectoryProperties properties,
            WorkList list,
            Store store,
            Lookup lookup,
            Comparing comparing,
            InstantSource clock) {
        var wanted = properties.reconcile();
        var books = new ComparingBooks(list, store, lookup, comparing, wanted.every(), wanted.usersPerSecond(), clock);
        return new BookSweep(books, properties.tenants().keySet());
    }

    @Bean
    Couriers couriers(
            DirectoryProperties properties,
            WorkList list,
            Bringing bringing,
            Reconciling reconciling,
            Pace pace,
            MeterRegistry meters,
            Spans spans,
            InstantSource clock,
            JsonMapper json) {
        var stores = new ArrayList<StoreSettings>();
        properties
                .tenants()
                .forEach((tenant, settings) ->
                        settings.outside().forEach((name, store) -> stores.add(store.settings(tenant, name))));
        var couriers = new Couriers(stores, list, bringing, reconciling, pace, spans, clock, json);
        stores.stream()
                .map(StoreSettings::name)
                .distinct()
                .forEach(store -> Gauge.builder(
                                "otp.directory.following.standing", couriers, all -> all.isForsaken(store) ? 1 : 0)
                        .tag("follower", store)
                        .register(meters));
        return couriers;
    }

    /** Not of a store that is down, but of what should look after it here. */
    @Bean
    HealthIndicator stores(Couriers couriers) {
        return () -> Health.status(couriers.areLookedAfter() ? Status.UP : Status.DOWN)
                .build();
    }
}

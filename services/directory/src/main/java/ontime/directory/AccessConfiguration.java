package ontime.directory;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import ontime.directory.access.ApiKeys;
import ontime.directory.access.Caller;
import ontime.directory.access.Passwords;
import ontime.directory.access.People;
import ontime.directory.access.Person;
import ontime.directory.access.Role;
import ontime.directory.calls.IssuerAccess;
import ontime.directory.calls.SessionsWebhook;
import ontime.directory.destination.NumberingPlan;
import ontime.directory.user.Attendance;
import ontime.directory.user.Tenants;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

/** Who may call, and whom the directory calls. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    ApiKeys apiKeys(DirectoryProperties properties) {
        var callers = new HashMap<String, Caller>();
        properties.tenants().forEach((tenant, settings) -> {
            settings.apiKeys().forEach(key -> callers.put(key, caller(tenant, Role.SERVICE, key)));
            settings.adminKeys().forEach(key -> callers.put(key, caller(tenant, Role.ADMIN, key)));
        });
        return new ApiKeys(callers);
    }

    private static Caller caller(String tenant, Role role, String digest) {
        return new Caller(tenant, role, ApiKeys.name(digest));
    }

    private static People people(DirectoryProperties properties) {
        var encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
        var people = new HashMap<String, Person>();
        properties
                .users()
                .forEach((name, user) -> people.put(
                        name, new Person(name, user.password(), user.tenant(), user.isAdministrator(), encoder)));
        return new People(people);
    }

    @Bean
    Passwords passwords(
            DirectoryProperties properties, Attendance attendance, InstantSource clock, SecureRandom random) {
        return new Passwords(people(properties), attendance, clock, random, properties.httpBasic());
    }

    @Bean
    Tenants tenants(DirectoryProperties properties) {
        var tenants = new HashMap<String, Tenants.Tenant>();
        properties.tenants().forEach((name, settings) -> tenants.put(name, tenant(name, settings)));
        return new Tenants(tenants);
    }

    private static Tenants.Tenant tenant(String name, TenantSettings settings) {
        return new Tenants.Tenant(
                new NumberingPlan(settings.region(), settings.testNumbers()),
                settings.required(),
                settings.outside().keySet(),
                settings.issuerAdminKey() != null,
                settings.webhook().isPresent(),
                Objects.requireNonNullElse(settings.name(), name),
                settings.kinds(),
                selfService(settings));
    }

    private static Tenants.@Nullable SelfService selfService(TenantSettings settings) {
        URI page = settings.selfServiceUrl();
        URI logIn = settings.logInUrl();
        return page == null
                ? null
                : new Tenants.SelfService(
                        page.toString(), settings.logInWithin(), logIn == null ? null : logIn.toString());
    }

    @Bean
    IssuerAccess issuerAccess(DirectoryProperties properties) {
        return new IssuerAccess(properties.issuerUrl(), each(properties, TenantSettings::issuerAdminKey));
    }

    static Map<String, SessionsWebhook> webhooks(DirectoryProperties properties) {
        return each(
                properties,
                settings -> settings.webhook()
                        .map(hook -> new SessionsWebhook(hook.url(), hook.secret()))
                        .orElse(null));
    }

    private static <T> Map<String, T> each(
            DirectoryProperties properties, Function<TenantSettings, @Nullable T> setting) {
        var all = new HashMap<String, T>();
        properties.tenants().forEach((name, settings) -> {
            T value = setting.apply(settings);
            if (value != null) {
                all.put(name, value);
            }
        });
        return all;
    }
}

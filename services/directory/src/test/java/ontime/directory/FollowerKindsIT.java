package ontime.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import ontime.infrastructure.identity.Holding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A store that takes one kind of contact is never waited for with another. */
class FollowerKindsIT {

    private static final String SCHEMA = "kinds";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final SimulatedStores STORES = new SimulatedStores();
    private static final RunningDirectory DIRECTORY = RunningDirectory.start(SCHEMA, settings());

    private final Topics topics = Topics.shared();
    private final String user = DIRECTORY.newUser();

    private static Map<String, String> settings() {
        var settings = new HashMap<>(STORES.settings());
        settings.put("ontime.directory.tenants.demo.outside.entra.kinds", "PHONE");
        settings.put("ontime.directory.tenants.demo.followers", "issuer,crm");
        settings.put("ontime.directory.tenants.demo.follower-kinds.crm", "EMAIL");
        return settings;
    }

    @AfterAll
    static void stop() {
        DIRECTORY.close();
        STORES.close();
    }

    @Test
    void eachStoreIsAskedForItsOwnKindsAlone() {
        DIRECTORY.vouch(user, "\"email\": \"ada@example.org\"");
        tell("issuer", ContactKind.EMAIL);
        tell("crm", ContactKind.EMAIL);

        awaitInForce("EMAIL");
        assertThat(contact("EMAIL").at("/followers"))
                .extracting(one -> one.path("follower").asString(""))
                .containsExactlyInAnyOrder("issuer", "crm", "people");

        DIRECTORY.vouch(user, "\"phone\": \"07700 900123\"");
        tell("issuer", ContactKind.PHONE);
        awaitInForce("PHONE");
        assertThat(contact("PHONE").at("/followers"))
                .extracting(one -> one.path("follower").asString(""))
                .containsExactlyInAnyOrder("issuer", "entra", "people");
        assertThat(held().email()).isNull();
    }

    @Test
    void whatAStoreDoesNotTakeIsNeitherComparedNorErasedThere() {
        DIRECTORY.vouch(user, "\"email\": \"ada@example.org\"");
        DIRECTORY.vouch(user, "\"phone\": \"07700 900123\"");
        await().atMost(PATIENCE).until(() -> held().phone() != null);
        STORES.graph.set(user + "@example.com", "+44 7700900999", "theirs@example.org");

        DIRECTORY.asAdmin("POST", "/v1/users/" + user + "/reconcile", "{\"reason\": \"asked to\"}");

        await().atMost(PATIENCE).until(() -> "+44 7700900123".equals(held().phone()));
        await().atMost(PATIENCE).until(this::nothingIsToBeDone);
        assertThat(held().email()).isEqualTo("theirs@example.org");

        DIRECTORY.asAdmin("DELETE", "/v1/users/" + user, null, "Reason", "asked to");
        await().atMost(PATIENCE).until(this::nothingIsToBeDone);
        assertThat(held().phone()).isNull();
        assertThat(held().email()).isEqualTo("theirs@example.org");
    }

    private boolean nothingIsToBeDone() {
        return Tables.count(SCHEMA, "following where user_id = '" + user + "'") == 0;
    }

    private void tell(String follower, ContactKind kind) {
        topics.tell(user, follower, kind, 1, FollowerState.APPLIED, Instant.now());
    }

    private JsonNode contact(String kind) {
        for (var one :
                DIRECTORY.asAdmin("GET", "/v1/users/" + user, null).body().at("/contacts")) {
            if (one.path("kind").asString("").equals(kind)) {
                return one;
            }
        }
        throw new AssertionError("no contact of the kind " + kind);
    }

    private void awaitInForce(String kind) {
        await(kind + " is in force")
                .atMost(PATIENCE)
                .until(() -> contact(kind).path("inForce").asBoolean());
    }

    private Holding held() {
        return STORES.graph.find(user + "@example.com").orElseThrow();
    }
}

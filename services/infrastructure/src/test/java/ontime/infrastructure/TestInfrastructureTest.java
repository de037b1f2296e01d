package ontime.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** Runs against whatever the switch chose: both kinds of servers must offer the same. */
class TestInfrastructureTest {

    @Test
    void theBrokerTakesTopics() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestInfrastructure.kafka()))) {
            admin.createTopics(List.of(new NewTopic("some.topic", 2, (short) 1)))
                    .all()
                    .get();

            assertThat(admin.listTopics().names().get()).contains("some.topic");
        }
    }

    @Test
    void theRegistrySpeaksTheConfluentApi() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var subjects = URI.create(TestInfrastructure.registry() + "/apis/ccompat/v7/subjects");
            var register = HttpRequest.newBuilder(subjects.resolve("subjects/ontime.events.Clicked/versions"))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"schema\": \"{\\\"type\\\": \\\"string\\\"}\"}"))
                    .build();

            assertThat(client.send(register, BodyHandlers.ofString()).body()).contains("\"id\"");
            assertThat(client.send(HttpRequest.newBuilder(subjects).build(), BodyHandlers.ofString())
                            .body())
                    .contains("ontime.events.Clicked");
        }
    }

    @Test
    void aServiceWritesItsOwnSchemaAndCannotReadAnothers() throws Exception {
        var history = TestInfrastructure.schema("history");
        try (var own = connect(TestInfrastructure.schema("issuer"));
                var statement = own.createStatement()) {
            statement.execute("CREATE TABLE secrets (id int)");
        }

        try (var foreign = connect(history);
                var statement = foreign.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT * FROM issuer.secrets"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    private static Connection connect(DatabaseAccount account) throws SQLException {
        return DriverManager.getConnection(account.jdbcUrl(), account.user(), account.password());
    }
}

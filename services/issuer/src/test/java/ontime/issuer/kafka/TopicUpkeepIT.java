package ontime.issuer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ontime.events.Topic;
import ontime.infrastructure.LocalKafka;
import ontime.infrastructure.Ports;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.kafka.core.KafkaAdmin;

/** A broker of its own, with topics that an earlier version made, and one that knows who may do what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class TopicUpkeepIT {

    /** As the first version declared it: a segment spans a week, which is Kafka's default. */
    private static final Map<String, String> OLD =
            Map.of("retention.ms", "3600000", "segment.ms", "604800000", "max.message.bytes", "2000000");

    private static final Map<String, String> NEW =
            Map.of("retention.ms", "7200000", "segment.ms", "1200000", "max.message.bytes", "1000000");

    private LocalKafka kafka;
    private Map<String, Object> settings;
    private Admin broker;
    private int made;
    private String topic;

    @BeforeAll
    void start(@TempDir Path folder) {
        int port = Ports.free();
        kafka = LocalKafka.start(
                folder,
                port,
                Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found",
                        "true"));
        settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        broker = Admin.create(settings);
    }

    @AfterAll
    void stop() {
        broker.close();
        kafka.close();
    }

    @BeforeEach
    void aTopicIsThereAlready() throws Exception {
        topic = "topic-" + ++made;
        broker.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty()).configs(OLD)))
                .all()
                .get();
    }

    @Test
    void howLongRecordsStayIsBroughtUpToWhatIsDeclaredAndNothingElse(CapturedOutput log) throws Exception {
        assertThat(TopicUpkeep.bringUp(settings, List.of(declared(NEW)))).isTrue();

        await().untilAsserted(() -> assertThat(present(topic))
                .containsEntry("retention.ms", "7200000")
                .containsEntry("segment.ms", "1200000")
                .containsEntry("max.message.bytes", "2000000"));
        assertThat(log)
                .contains(topic + " was brought up to what is declared: [retention.ms=7200000, segment.ms=1200000]");
    }

    @Test
    void whatIsAsDeclaredIsLeftAlone(CapturedOutput log) throws Exception {
        TopicUpkeep.bringUp(settings, List.of(declared(OLD)));

        assertThat(present(topic)).containsAllEntriesOf(OLD);
        assertThat(log).doesNotContain("brought up", "keeps its");
    }

    @Test
    void whoMayNotChangeThemSaysSoInOneLineAndGoesOn(CapturedOutput log) throws Exception {
        broker.createAcls(List.of(
                        rule(AclOperation.ALL, AclPermissionType.ALLOW),
                        rule(AclOperation.ALTER_CONFIGS, AclPermissionType.DENY)))
                .all()
                .get();

        assertThat(TopicUpkeep.bringUp(settings, List.of(declared(NEW))))
                .as("to try again is of no use")
                .isTrue();

        assertThat(log.getAll().lines().filter(line -> line.contains("keeps its [retention.ms, segment.ms]")))
                .singleElement()
                .asString()
                .contains("TopicAuthorizationException");
        assertThat(present(topic)).containsAllEntriesOf(OLD);
        assertThat(log.getAll().lines().filter(line -> line.contains("\tat "))).isEmpty();
    }

    @Test
    void aTopicThatIsNotKnownYetKeepsNoOtherFromItAndIsTriedAgain() throws Exception {
        var unknown = new NewTopic("unknown-" + topic, Optional.of(1), Optional.empty()).configs(NEW);

        assertThat(TopicUpkeep.bringUp(settings, List.of(unknown, declared(NEW))))
                .isFalse();

        await().untilAsserted(() -> assertThat(present(topic)).containsEntry("retention.ms", "7200000"));
    }

    @Test
    void theIssuerDoesItOnceTheTopicsAreDeclared() throws Exception {
        var withOldSettings = Topic.REQUESTS.topicName();
        broker.createTopics(List.of(new NewTopic(withOldSettings, Optional.of(1), Optional.empty()).configs(OLD)))
                .all()
                .get();

        try (var declarations = new StaticApplicationContext()) {
            declarations.getBeanFactory().registerSingleton("topics", new KafkaAdmin.NewTopics(Topic.declarations(1)));
            var admin = new KafkaAdmin(settings);
            admin.setApplicationContext(declarations);
            new TopicDeclaration(admin, 1).declare();
        }

        await().untilAsserted(() -> assertThat(present(withOldSettings)).containsEntry("segment.ms", "600000"));
    }

    private AclBinding rule(AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
    }

    private NewTopic declared(Map<String, String> configs) {
        return new NewTopic(topic, Optional.of(1), Optional.empty()).configs(configs);
    }

    private Map<String, String> present(String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        var present = new HashMap<String, String>();
        for (var config : broker.describeConfigs(List.of(resource)).all().get().values()) {
            config.entries().forEach(entry -> present.put(entry.name(), entry.value()));
        }
        return present;
    }
}

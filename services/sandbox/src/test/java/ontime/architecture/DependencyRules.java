package ontime.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import ontime.events.OtpRequested;
import org.apache.avro.specific.SpecificRecord;

/** Who may know whom. */
final class DependencyRules {

    private DependencyRules() {}

    static List<Rule> all() {
        return List.of(
                noServiceKnowsAnother(),
                nobodyKnowsTheSandbox(),
                coreKnowsOnlyTheJdkAndTheEvents(),
                awsOnlyInTheSmsWorker(),
                mailOnlyInTheEmailWorker(),
                jdbcOnlyInPostgresPackages(),
                tracesOnlyThroughOurOwn(),
                historyCannotSeal(),
                historyCannotReadTheSealedPayload(),
                theIssuerOpensContactsOnly(),
                serdesAreNamedInConfigurationOnly(),
                noCycles());
    }

    private static Rule noServiceKnowsAnother() {
        return Rule.of(
                slices().matching("ontime.(*)..")
                        .that(describe("are services", slice -> House.SERVICES.contains(slice.getNamePart(1))))
                        .should()
                        .notDependOnEachOther()
                        .as("no service depends on another service's code"),
                "package ontime.issuer; class Issuer { ontime.history.Row row; }",
                "package ontime.history; public class Row {}");
    }

    private static Rule nobodyKnowsTheSandbox() {
        return Rule.of(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(House.SANDBOX, House.INFRASTRUCTURE)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(House.SANDBOX, House.INFRASTRUCTURE)
                        .as("nobody depends on the sandbox or its servers"),
                "package ontime.issuer; class Issuer { ontime.sandbox.SandboxApplication sandbox; }");
    }

    private static Rule coreKnowsOnlyTheJdkAndTheEvents() {
        // Meters are a facade without a driver behind it. Sealing is a library of our own that hides Tink.
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(
                        "java..",
                        House.EVENTS,
                        "ontime.sealing",
                        "org.jspecify.annotations..",
                        "io.micrometer.core.instrument..")
                .or(House.CORE)
                // What all event classes have in common.
                .or(equivalentTo(SpecificRecord.class))
                .onResultOf(JavaClass::getBaseComponentType);
        DescribedPredicate<JavaClass> primitive =
                describe("are primitive", type -> type.getBaseComponentType().isPrimitive());
        return Rule.of(
                classes()
                        .that(House.CORE)
                        .should()
                        .onlyDependOnClassesThat(allowed.or(primitive))
                        .as("a service's core imports only the JDK, the event classes and JSpecify annotations"),
                "package ontime.issuer.novelty; class Policy { org.springframework.context.ApplicationContext context; }");
    }

    private static Rule awsOnlyInTheSmsWorker() {
        return Rule.of(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(House.SMS_WORKER, "ontime.gateway.aws..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("software.amazon..")
                        .as("AWS only in the SMS worker, and where the gateway makes sure that it was AWS"),
                "package ontime.issuer; class Shortcut { software.amazon.awssdk.services.sns.SnsClient sns; }");
    }

    private static Rule mailOnlyInTheEmailWorker() {
        return Rule.of(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(House.EMAIL_WORKER, House.SANDBOX, "ontime.gateway.mailbox..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..", "com.icegreen..")
                        .as("mail only in the email worker, and where it comes back to or ends"),
                "package ontime.issuer; class Shortcut { jakarta.mail.Session mail; }");
    }

    private static Rule jdbcOnlyInPostgresPackages() {
        return Rule.of(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("ontime..postgres..", House.INFRASTRUCTURE)
                        // It hands the database to those who may use it, and so has to name it.
                        .and(not(House.WIRING))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "java.sql..",
                                "javax.sql..",
                                "org.springframework.jdbc..",
                                "org.postgresql..",
                                "org.flywaydb..")
                        .as("JDBC only in postgres packages; an application may hand it to them"),
                "package ontime.issuer.policy; class Policy { java.sql.Connection database; }");
    }

    private static Rule tracesOnlyThroughOurOwn() {
        return Rule.of(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("ontime.tracing..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.opentelemetry..")
                        .as("OpenTelemetry only in ontime.tracing"),
                "package ontime.delivery.engine; class Shortcut { io.opentelemetry.api.trace.Tracer tracer; }");
    }

    private static Rule historyCannotSeal() {
        return Rule.of(
                noClasses()
                        .that()
                        .resideInAPackage(House.HISTORY)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(House.SEALING, "com.google.crypto.tink..")
                        .as("delivery-history has no means to open a sealed payload"),
                "package ontime.history; class Peek { ontime.sealing.Unsealer unsealer; }");
    }

    private static Rule historyCannotReadTheSealedPayload() {
        // Besides the getters everything that hands out all fields at once.
        Set<String> waysToIt = Set.of(
                "getSealed",
                "getSealedFor",
                "get",
                "toString",
                "toByteBuffer",
                "getEncoder",
                "newBuilder",
                "customEncode");
        DescribedPredicate<JavaAccess<?>> readingIt = describe(
                "reading the sealed payload",
                access -> access.getTargetOwner().isEquivalentTo(OtpRequested.class)
                        && waysToIt.contains(access.getTarget().getName()));
        return Rule.of(
                noClasses()
                        .that()
                        .resideInAPackage(House.HISTORY)
                        .should()
                        .accessTargetWhere(readingIt)
                        .as("delivery-history never reads the sealed payload"),
                """
                package ontime.history;
                class Peek {
                    java.util.function.Function<ontime.events.OtpRequested, java.nio.ByteBuffer> peek =
                            ontime.events.OtpRequested::getSealed;
                }
                """);
    }

    private static Rule theIssuerOpensContactsOnly() {
        return Rule.of(
                noClasses()
                        .that()
                        .resideInAPackage(House.ISSUER)
                        .and()
                        .doNotHaveFullyQualifiedName("ontime.issuer.ContactConfiguration")
                        .should()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("ontime.sealing.Unsealer")
                        .as("the issuer opens what the directory sealed for it, and no message"),
                "package ontime.issuer; class Peek { ontime.sealing.Unsealer unsealer; }");
    }

    private static Rule serdesAreNamedInConfigurationOnly() {
        return Rule.of(
                // What plugs into a serde is itself named in configuration only, beside that serde.
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName("ontime.history.kafka.ReadersBySchema")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.apicurio..", "io.confluent..")
                        .as("serde classes are named in configuration, never imported"),
                "package ontime.issuer.kafka; class Tie { io.apicurio.registry.serde.avro.AvroKafkaSerializer<?> avro; }");
    }

    private static Rule noCycles() {
        return Rule.of(
                slices().matching("ontime.(**)").should().beFreeOfCycles().as("packages have no cycles"),
                "package ontime.issuer.policy; public class Policy { ontime.issuer.routing.Route route; }",
                "package ontime.issuer.routing; public class Route { ontime.issuer.policy.Policy policy; }");
    }
}

package ontime.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.avro.specific.AvroGenerated;
import org.apache.catalina.Valve;
import org.jspecify.annotations.NullMarked;

/** How classes are written. */
final class HabitRules {

    private static final Set<String> EMPTY_WORDS = Set.of(
            "common", "util", "utils", "helper", "helpers", "impl", "manager", "managers", "dto", "dtos", "misc");

    private static final Pattern EMPTY_SUFFIX =
            Pattern.compile(".*(Common|Utils?|Helpers?|Impl|Manager|Dto|DTO|Misc)$");

    private static final Set<String> SOURCES_OF_TIME = Set.of(
            "now",
            "currentTimeMillis",
            "system",
            "systemUTC",
            "systemDefaultZone",
            "tick",
            "tickMillis",
            "tickSeconds",
            "tickMinutes");

    private static final List<Predicate<JavaAccess<?>>> DRAWS = List.of(
            access -> access.getTarget().getName().equals("randomUUID"),
            access -> access.getTargetOwner().getPackageName().startsWith("com.github.f4b6a3.uuid"),
            access -> access.getTargetOwner().isEquivalentTo(Math.class)
                    && access.getTarget().getName().equals("random"),
            // Making a generator, not using one that was given.
            access -> access.getTargetOwner().isAssignableTo(Random.class)
                    && Set.of("<init>", "current", "getInstanceStrong")
                            .contains(access.getTarget().getName()));

    private HabitRules() {}

    static List<Rule> all() {
        return List.of(
                noEmptyWordsInPackages(),
                noEmptyWordsInClasses(),
                timeComesIn(),
                chanceComesIn(),
                everyPackageIsNullMarked(),
                publicOnlyWhenNeeded(),
                servicesDoNotPrint());
    }

    private static Rule noEmptyWordsInPackages() {
        DescribedPredicate<JavaClass> inOne = describe(
                "reside in a package that says nothing",
                type -> Arrays.stream(type.getPackageName().split("\\.")).anyMatch(EMPTY_WORDS::contains));
        return Rule.of(
                noClasses()
                        .should(ArchCondition.from(inOne))
                        .as("no package is called "
                                + EMPTY_WORDS.stream().sorted().toList()),
                "package ontime.issuer.util; class Text {}");
    }

    private static Rule noEmptyWordsInClasses() {
        return Rule.of(
                noClasses()
                        .should()
                        .haveNameMatching(EMPTY_SUFFIX.pattern())
                        .as("no class name ends in a word that says nothing"),
                "package ontime.issuer; class ChallengeManager {}");
    }

    private static Rule timeComesIn() {
        DescribedPredicate<JavaAccess<?>> takingTheTime = describe(
                "taking the time",
                access -> SOURCES_OF_TIME.contains(access.getTarget().getName())
                        && (access.getTargetOwner().getPackageName().equals("java.time")
                                || access.getTargetOwner().isEquivalentTo(System.class)
                                || access.getTargetOwner().isAssignableTo(InstantSource.class)
                                || access.getTargetOwner().isAssignableTo(Clock.class)));
        return Rule.of(
                noClasses()
                        .that(mustBeGivenTimeAndChance())
                        .should()
                        .accessTargetWhere(takingTheTime)
                        .as("time comes in as an InstantSource; only an application takes it from the system"),
                "package ontime.issuer.policy; class Policy { java.time.Instant at = java.time.Instant.now(); }");
    }

    private static Rule chanceComesIn() {
        DescribedPredicate<JavaAccess<?>> drawing =
                describe("drawing at random", access -> DRAWS.stream().anyMatch(draw -> draw.test(access)));
        return Rule.of(
                noClasses()
                        .that(mustBeGivenTimeAndChance())
                        .should()
                        .accessTargetWhere(drawing)
                        .as("ids and random numbers come in as a supplier; only an application makes them"),
                "package ontime.issuer.policy; class Policy { java.util.UUID id = java.util.UUID.randomUUID(); }");
    }

    /** All but the one edge, the servers for tests, and generated code. */
    private static DescribedPredicate<JavaClass> mustBeGivenTimeAndChance() {
        return not(House.WIRING)
                .and(resideOutsideOfPackage(House.INFRASTRUCTURE))
                .and(describe(
                        "are written by hand", type -> !House.outermost(type).isAnnotatedWith(AvroGenerated.class)));
    }

    private static Rule everyPackageIsNullMarked() {
        DescribedPredicate<JavaClass> inMarkedPackage =
                describe("in a marked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class));
        return Rule.of(
                classes()
                        .that()
                        .areNotAnnotatedWith(AvroGenerated.class)
                        .and()
                        .areTopLevelClasses()
                        .should(ArchCondition.from(inMarkedPackage))
                        .as("every package is @NullMarked"),
                "package ontime.issuer.novelty; class Anything {}");
    }

    private static Rule publicOnlyWhenNeeded() {
        return Rule.of(
                classes()
                        .that()
                        .haveModifier(PUBLIC)
                        .and()
                        // Used by tests, which are not looked at.
                        .resideOutsideOfPackage(House.INFRASTRUCTURE)
                        .and()
                        .areTopLevelClasses()
                        .and()
                        .areNotAnnotatedWith(AvroGenerated.class)
                        .and()
                        // Tomcat makes a valve by its name.
                        .areNotAssignableTo(Valve.class)
                        .and()
                        // So does the serde with what plugs into it.
                        .doNotHaveFullyQualifiedName("ontime.history.kafka.ReadersBySchema")
                        .and(describe("are not started from the command line", type -> !House.isCommand(type)))
                        .should(beUsedFromAnotherPackage())
                        .as("a class is public only when another package uses it"),
                "package ontime.issuer.policy; public class Policy {}");
    }

    private static ArchCondition<JavaClass> beUsedFromAnotherPackage() {
        return new ArchCondition<>("be used from another package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                // A sealed type is often used through what is nested in it.
                boolean used = type.getPackage().getClasses().stream()
                        .filter(nested -> House.outermost(nested).equals(type))
                        .flatMap(nested -> nested.getDirectDependenciesToSelf().stream())
                        .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
                events.add(new SimpleConditionEvent(
                        type, used, type.getName() + " is public and used in its own package only"));
            }
        };
    }

    private static Rule servicesDoNotPrint() {
        return Rule.of(
                noClasses()
                        .that(describe(
                                "are not started from the command line",
                                type -> !House.isCommand(House.outermost(type))))
                        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                        .as("services log; only what is started from the command line prints"),
                "package ontime.issuer; class Loud { void shout() { System.out.println(); } }");
    }
}

package ontime.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Set;
import org.springframework.context.annotation.Configuration;

/** Which class is where: services, and in each of them edges around a core. */
final class House {

    static final String EVENTS = "ontime.events..";
    static final String SEALING = "ontime.sealing..";
    static final String SMS_WORKER = "ontime.sms..";
    static final String EMAIL_WORKER = "ontime.email..";
    static final String HISTORY = "ontime.history..";
    static final String ISSUER = "ontime.issuer..";
    static final String SANDBOX = "ontime.sandbox..";

    /** A test environment: it starts servers, and nothing else may need it. */
    static final String INFRASTRUCTURE = "ontime.infrastructure..";

    static final Set<String> SERVICES = Set.of("issuer", "sms", "email", "history", "gateway", "directory");

    private static final Set<String> LIBRARIES_WITH_A_CORE = Set.of("delivery");

    /** Packages that face the outside. Every other package is core, so a new one is core until it is named here. */
    private static final Set<String> EDGES = Set.of(
            "http",
            "kafka",
            "postgres",
            "json",
            "crypto",
            "aws",
            "phone",
            "icu",
            "calls",
            "outside",
            "console",
            "selfservice",
            "access",
            "issuer",
            "carrier",
            "mailbox",
            "launcher",
            "portal");

    /** The inside of a service. The package of the application itself wires it up and is an edge. */
    static final DescribedPredicate<JavaClass> CORE = describe("are core", House::isCore);

    /** The one edge where time, ids and chance come in: an application with its configuration, or a command. */
    static final DescribedPredicate<JavaClass> WIRING = describe("wire an application", House::isWiring);

    private House() {}

    private static boolean isWiring(JavaClass type) {
        JavaClass outermost = outermost(type);
        boolean besideTheApplication = outermost.getPackageName().split("\\.", -1).length == 2;
        return isCommand(outermost) || (besideTheApplication && outermost.isMetaAnnotatedWith(Configuration.class));
    }

    /** Whether the class is started from the command line. */
    static boolean isCommand(JavaClass type) {
        return type.getMethods().stream().anyMatch(method -> method.getName().equals("main"));
    }

    static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(House::outermost).orElse(type);
    }

    private static boolean isCore(JavaClass type) {
        String[] path = type.getPackageName().split("\\.", -1);
        if (path.length < 2 || !path[0].equals("ontime")) {
            return false;
        }
        boolean atAnEdge = Arrays.stream(path).skip(2).anyMatch(EDGES::contains);
        if (SERVICES.contains(path[1])) {
            return path.length > 2 && !atAnEdge;
        }
        return LIBRARIES_WITH_A_CORE.contains(path[1]) && !atAnEdge;
    }
}

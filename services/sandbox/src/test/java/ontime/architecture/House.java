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

    private static final Set<String> SERVICES = Set.of("issuer", "sms", "email", "history", "sandbox");
    private static final Set<String> LIBRARIES_WITH_A_CORE = Set.of("delivery");

    /** Packages that face the outside. Every other package is core, so a new one is core until it is named here. */
    private static final Set<String> EDGES =
            Set.of("http", "kafka", "postgres", "crypto", "console", "carrier", "mailbox", "launcher", "portal");

    /** The inside of a service. The package of the application itself wires it up and is an edge. */
    static final DescribedPredicate<JavaClass> CORE = describe("are core", House::isCore);

    /** The one edge where time, ids and chance come in: the configuration beside a service's application. */
    static final DescribedPredicate<JavaClass> WIRING = describe("wire an application", House::isWiring);

    private House() {}

    private static boolean isWiring(JavaClass type) {
        JavaClass outermost = outermost(type);
        boolean besideTheApplication =
                SERVICES.contains(outermost.getPackageName().replaceFirst("^ontime\\.", ""));
        return besideTheApplication && outermost.isMetaAnnotatedWith(Configuration.class);
    }

    static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(House::outermost).orElse(type);
    }

    private static boolean isCore(JavaClass type) {
        String[] path = type.getPackageName().split("\\.");
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

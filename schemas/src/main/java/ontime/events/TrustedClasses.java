package ontime.events;

import java.util.Set;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro which generated classes it may instantiate. Since CVE-2024-47561 Avro refuses every class that nobody has
 * vouched for, and fails at the first record with {@code SecurityException: Forbidden ...}.
 */
public final class TrustedClasses {

    private static final Set<String> PACKAGES = Set.of("ontime.events", "ontime.sealing.wire");

    private static final ClassSecurityPredicate OURS = type -> PACKAGES.contains(type.getPackageName());

    private TrustedClasses() {}

    /**
     * Trusts the events and the sealed message, for the whole JVM and besides what Avro's own system properties name.
     * Applications call this before anything else; calling it again changes nothing.
     */
    public static void install() {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(ClassSecurityValidator.DEFAULT, OURS));
    }
}

package ontime.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * A rule together with code that breaks it: a rule that nothing can break guards nothing.
 *
 * @param violation Java sources, a class each, that break this rule when they are compiled together
 */
record Rule(ArchRule rule, List<String> violation) {

    static Rule of(ArchRule rule, String... violation) {
        return new Rule(rule, List.of(violation));
    }

    @Override
    public String toString() {
        return rule.getDescription();
    }
}

package ontime.sandbox.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import java.util.TreeMap;
import ontime.sandbox.behaviour.Behaviour;
import ontime.sandbox.behaviour.Conditions;

/**
 * A provider's behaviour as JSON: the general one's fields at the top, and under {@code countries} only what differs.
 */
record BehaviourView(@JsonUnwrapped Behaviour general, Map<String, Map<String, Object>> countries) {

    static BehaviourView of(Conditions.State state) {
        Map<String, Map<String, Object>> countries = new TreeMap<>();
        state.countries().forEach((country, change) -> countries.put(country, change.fields()));
        return new BehaviourView(state.general(), countries);
    }
}

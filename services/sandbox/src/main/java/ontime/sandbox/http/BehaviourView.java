package ontime.sandbox.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import ontime.sandbox.behaviour.Behaviour;
import ontime.sandbox.behaviour.BehaviourChange;
import ontime.sandbox.behaviour.Conditions;

/**
 * A provider's behaviour as JSON: the general one's fields at the top, and under {@code countries} only what differs.
 */
record BehaviourView(
        @JsonUnwrapped Behaviour general,

        @JsonIgnoreProperties("country") @JsonInclude(content = JsonInclude.Include.NON_NULL)
        Map<String, BehaviourChange> countries) {

    static BehaviourView of(Conditions.State state) {
        return new BehaviourView(state.general(), state.countries());
    }
}

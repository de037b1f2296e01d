package ontime.history.postgres;

import com.fasterxml.jackson.annotation.JsonInclude;
import ontime.history.facts.Fact;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Facts as JSON. What a fact does not say takes no room. */
final class FactJson {

    private final JsonMapper json;

    FactJson(JsonMapper json) {
        this.json = json.rebuild()
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .build();
    }

    String write(Fact fact) {
        return json.writeValueAsString(fact);
    }

    JsonNode tree(Fact fact) {
        return json.valueToTree(fact);
    }

    Fact read(String type, String body) {
        return json.readValue(body, kind(type));
    }

    Fact read(String type, JsonNode body) {
        return json.treeToValue(body, kind(type));
    }

    private static Class<? extends Fact> kind(String type) {
        return switch (type) {
            case "OtpRequested" -> Fact.Requested.class;
            case "OtpWithdrawn" -> Fact.Withdrawn.class;
            case "DeliveryReceipt" -> Fact.Reported.class;
            case "CodeChecked" -> Fact.Checked.class;
            case "LoginRefused" -> Fact.Refused.class;
            default -> throw new IllegalStateException("the database holds a fact of unknown type " + type);
        };
    }
}

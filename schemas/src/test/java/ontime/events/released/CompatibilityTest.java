package ontime.events.released;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompatibilityTest {

    private static final String RELEASED = """
            {"type": "record", "name": "Sent", "namespace": "example.events", "fields": [
              {"name": "id", "type": "string"},
              {"name": "tries", "type": "int"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "seal", "type": "bytes"},
              {"name": "note", "type": ["null", "string"], "default": null},
              {"name": "seen", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}], "default": null},
              {"name": "way", "type": {"type": "enum", "name": "Way", "symbols": ["AIR", "SEA"]}},
              {"name": "end", "type": {"type": "enum", "name": "End", "symbols": ["WELL", "OTHER"], "default": "OTHER"}},
              {"name": "stops", "type": {"type": "array", "items": "string"}, "default": []},
              {"name": "tags", "type": {"type": "map", "values": "string"}, "default": {}}
            ]}""";

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("a removed field that has no default", "{\"name\": \"id\", \"type\": \"string\"},", ""),
                refusal(
                        "an added field without a default",
                        "{\"name\": \"id\"",
                        "{\"name\": \"cost\", \"type\": \"int\"}, {\"name\": \"id\""),
                refusal("a changed type", "\"tries\", \"type\": \"int\"", "\"tries\", \"type\": \"string\""),
                refusal("a type made wider", "\"tries\", \"type\": \"int\"", "\"tries\", \"type\": \"long\""),
                refusal("a renamed field", "\"name\": \"tries\"", "\"name\": \"attempts\""),
                refusal(
                        "a renamed field that keeps its old name as an alias",
                        "\"name\": \"tries\"",
                        "\"name\": \"attempts\", \"aliases\": [\"tries\"]"),
                refusal(
                        "a field with a default, renamed with an alias",
                        "\"name\": \"note\"",
                        "\"name\": \"remark\", \"aliases\": [\"note\"]"),
                refusal(
                        "another unit of time",
                        "\"at\", \"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}",
                        "\"at\", \"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}"),
                refusal(
                        "another unit of time behind a null",
                        "[\"null\", {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}]",
                        "[\"null\", {\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}]"),
                refusal(
                        "a time that becomes a bare number",
                        "\"at\", \"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}",
                        "\"at\", \"type\": \"long\""),
                refusal(
                        "an identifier that becomes a UUID",
                        "\"id\", \"type\": \"string\"",
                        "\"id\", \"type\": {\"type\": \"string\", \"logicalType\": \"uuid\"}"),
                refusal("bytes that become a string", "\"type\": \"bytes\"", "\"type\": \"string\""),
                refusal("strings in a list that become bytes", "\"items\": \"string\"", "\"items\": \"bytes\""),
                refusal("strings in a map that become bytes", "\"values\": \"string\"", "\"values\": \"bytes\""),
                refusal(
                        "a field that may be null from now on",
                        "\"type\": \"bytes\"",
                        "\"type\": [\"null\", \"bytes\"]"),
                refusal("one more alternative", "[\"null\", \"string\"]", "[\"null\", \"string\", \"int\"]"),
                refusal(
                        "a new symbol of an enum that has no default",
                        "[\"AIR\", \"SEA\"]",
                        "[\"AIR\", \"SEA\", \"RAIL\"]"),
                refusal("a removed symbol of an enum that has no default", "[\"AIR\", \"SEA\"]", "[\"AIR\"]"),
                refusal("a removed symbol behind a default", "[\"WELL\", \"OTHER\"]", "[\"OTHER\"]"),
                refusal("another name of an enum", "\"name\": \"Way\"", "\"name\": \"Route\""),
                refusal("another namespace", "example.events", "example.messages"),
                refusal("another name", "\"name\": \"Sent\"", "\"name\": \"Delivered\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refuses(String change, String before, String after) {
        assertThat(Compatibility.objections(changed(before, after), parse(RELEASED)))
                .as(change)
                .isNotEmpty();
    }

    static Stream<Arguments> permissions() {
        return Stream.of(
                permission("nothing", "\"tries\"", "\"tries\""),
                permission(
                        "an added field with a default",
                        "{\"name\": \"id\"",
                        "{\"name\": \"cost\", \"type\": \"int\", \"default\": 0}, {\"name\": \"id\""),
                permission(
                        "a removed field that has a default",
                        "{\"name\": \"note\", \"type\": [\"null\", \"string\"], \"default\": null},",
                        ""),
                permission(
                        "a new symbol of an enum that has a default",
                        "[\"WELL\", \"OTHER\"]",
                        "[\"WELL\", \"BADLY\", \"OTHER\"]"),
                permission("better words", "\"name\": \"tries\"", "\"name\": \"tries\", \"doc\": \"How often.\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("permissions")
    void permits(String change, String before, String after) {
        assertThat(Compatibility.objections(changed(before, after), parse(RELEASED)))
                .as(change)
                .isEmpty();
    }

    @Test
    void aRecordThatContainsItselfIsCompared() {
        Schema node = parse("""
                {"type": "record", "name": "Node", "namespace": "example.events", "fields": [
                  {"name": "next", "type": ["null", "Node"], "default": null}]}""");

        assertThat(Compatibility.objections(node, node)).isEmpty();
    }

    @Test
    void anObjectionNamesThePlaceAndTheChange() {
        assertThat(Compatibility.objections(changed("timestamp-millis", "timestamp-micros"), parse(RELEASED)))
                .contains("example.events.Sent.at was timestamp-millis and became timestamp-micros");
    }

    private static Arguments refusal(String change, String before, String after) {
        return Arguments.of(change, before, after);
    }

    private static Arguments permission(String change, String before, String after) {
        return Arguments.of(change, before, after);
    }

    private static Schema changed(String before, String after) {
        // A row that names nothing in the schema would prove nothing.
        assertThat(RELEASED).contains(before);
        return parse(RELEASED.replace(before, after));
    }

    private static Schema parse(String json) {
        return new Schema.Parser().parse(json);
    }
}

package ontime.events.released;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * Compares a schema with a released version of itself. Services are upgraded one by one and a topic is read again from
 * its start, so each must read what the other wrote, without losing or reinterpreting anything.
 *
 * <p>Avro's own check is not enough: it lets through whatever can be decoded, among it a changed unit of time, bytes
 * that become a string, another namespace and a field that is renamed behind a default.
 */
final class Compatibility {

    private final List<String> objections = new ArrayList<>();
    private final Set<String> recordsSeen = new HashSet<>();

    private Compatibility() {}

    /** What stands in the way of using {@code current} beside {@code released}; empty when nothing does. */
    static List<String> objections(Schema current, Schema released) {
        var comparison = new Compatibility();
        comparison.mustRead(current, released, "the current version cannot read the released one");
        comparison.mustRead(released, current, "the released version cannot read the current one");
        comparison.compare(current, released, current.getFullName());
        return List.copyOf(comparison.objections);
    }

    private void mustRead(Schema reader, Schema writer, String otherwise) {
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .forEach(found -> objections.add(
                        otherwise + ": " + found.getType() + " at " + found.getLocation() + ", " + found.getMessage()));
    }

    private void compare(Schema current, Schema released, String where) {
        if (current.getType() != released.getType()) {
            objections.add(where + " was " + released.getType().getName() + " and became "
                    + current.getType().getName());
            return;
        }
        if (!logicalTypeOf(current).equals(logicalTypeOf(released))) {
            objections.add(where + " was " + logicalTypeOf(released) + " and became " + logicalTypeOf(current));
        }
        switch (current.getType()) {
            case RECORD -> compareRecords(current, released, where);
            case ENUM -> compareEnums(current, released, where);
            case FIXED -> compareNames(current, released, where);
            case UNION -> compareUnions(current, released, where);
            case ARRAY -> compare(current.getElementType(), released.getElementType(), where + "[]");
            case MAP -> compare(current.getValueType(), released.getValueType(), where + "{}");
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
    }

    private void compareRecords(Schema current, Schema released, String where) {
        compareNames(current, released, where);
        if (!recordsSeen.add(current.getFullName())) {
            return;
        }
        for (Schema.Field field : current.getFields()) {
            String place = where + "." + field.name();
            Schema.Field before = released.getField(field.name());
            if (before != null) {
                compare(field.schema(), before.schema(), place);
            }
            field.aliases().stream()
                    .filter(alias -> released.getField(alias) != null)
                    .forEach(alias -> objections.add(
                            place + " renames " + alias + ", which released readers would no longer find"));
        }
    }

    private void compareEnums(Schema current, Schema released, String where) {
        compareNames(current, released, where);
        released.getEnumSymbols().stream()
                .filter(symbol -> !current.hasEnumSymbol(symbol))
                .forEach(symbol ->
                        objections.add(where + " lost the symbol " + symbol + ", which would be read as another one"));
    }

    private void compareUnions(Schema current, Schema released, String where) {
        if (current.getTypes().size() != released.getTypes().size()) {
            objections.add(where + " has other alternatives than before");
            return;
        }
        for (int branch = 0; branch < current.getTypes().size(); branch++) {
            compare(current.getTypes().get(branch), released.getTypes().get(branch), where);
        }
    }

    private void compareNames(Schema current, Schema released, String where) {
        if (!current.getFullName().equals(released.getFullName())) {
            objections.add(where + " was named " + released.getFullName() + " and became " + current.getFullName());
        }
    }

    private static String logicalTypeOf(Schema schema) {
        String name = schema.getProp("logicalType");
        return name == null ? "without a logical type" : name;
    }
}

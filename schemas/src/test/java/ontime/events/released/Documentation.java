package ontime.events.released;

import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Finds what a schema leaves unexplained. Whoever reads a topic has nothing but the schema to go by. */
final class Documentation {

    private Documentation() {}

    /** Adds the name of every record, field and enum that has no doc. The events contain no recursive record. */
    static void collectMissing(Schema schema, List<String> missing) {
        switch (schema.getType()) {
            case RECORD -> {
                check(schema.getDoc(), schema.getFullName(), missing);
                for (Schema.Field field : schema.getFields()) {
                    check(field.doc(), schema.getFullName() + "." + field.name(), missing);
                    collectMissing(field.schema(), missing);
                }
            }
            case ENUM, FIXED -> check(schema.getDoc(), schema.getFullName(), missing);
            case UNION -> schema.getTypes().forEach(branch -> collectMissing(branch, missing));
            case ARRAY -> collectMissing(schema.getElementType(), missing);
            case MAP -> collectMissing(schema.getValueType(), missing);
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
    }

    private static void check(@Nullable String doc, String name, List<String> missing) {
        if (doc == null || doc.isBlank()) {
            missing.add(name);
        }
    }
}

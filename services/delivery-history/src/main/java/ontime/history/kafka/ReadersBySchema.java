package ontime.history.kafka;

import io.apicurio.registry.serde.avro.DefaultAvroDatumProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;

/**
 * Finds the reader of a schema by the schema, which knows its hash. The registry's own way writes the whole schema out
 * for each record, to find the reader by a fingerprint of that: a quarter of all that reading the topics takes.
 *
 * <p>Named in the configuration, beside the serde that it belongs to.
 */
public final class ReadersBySchema<T> extends DefaultAvroDatumProvider<T> {

    private final Map<Schema, DatumReader<T>> readers = new ConcurrentHashMap<>();

    @Override
    public DatumReader<T> createDatumReader(Schema schema) {
        return readers.computeIfAbsent(schema, super::createDatumReader);
    }
}

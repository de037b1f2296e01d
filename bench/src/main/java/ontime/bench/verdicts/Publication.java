package ontime.bench.verdicts;

import java.time.Instant;
import ontime.events.Topic;
import org.apache.avro.specific.SpecificRecord;

/** An event on its topic. */
record Publication(Topic topic, String key, SpecificRecord event, Instant at) {}

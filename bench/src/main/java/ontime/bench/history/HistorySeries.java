package ontime.bench.history;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import ontime.bench.baseline.ServiceKafka;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the history shows Prometheus when codes went to many countries by several providers. */
public final class HistorySeries {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Pattern JUDGED = Pattern.compile("(?m)^otp_promises_total.*promise=\"ended\"");
    private static final Pattern COUNTED = Pattern.compile("(?m)^otp_conversion_deliveries.*step=\"entered\"");

    /** Judged as soon as the story is at its end, or this would take twelve minutes. */
    private static final List<String> JUDGED_SOON = List.of(
            "--ontime.history.silent-after=2s",
            "--ontime.history.conversion.every=5s",
            "--ontime.history.promises.every=1s",
            "--ontime.history.promises.reading=20s",
            "--ontime.history.promises.reporting=1s",
            "--ontime.history.promises.ended=20s");

    private HistorySeries() {}

    /** The answer to a scrape, after one code for each of the countries by each of the providers. */
    public static String of(List<String> countries, List<String> providers) throws Exception {
        var settings = new ArrayList<>(JUDGED_SOON);
        settings.add("--ontime.history.conversion.providers=" + String.join(",", providers));
        long ways = (long) countries.size() * providers.size();
        try (var history = LoneHistory.open(Story.TENANT, settings);
                var producer = new KafkaProducer<String, Object>(new HashMap<>(
                        new ServiceKafka(history.bootstrapServers(), history.registryUrl()).producer()))) {
            int number = 0;
            for (String country : countries) {
                for (String provider : providers) {
                    var way = new Story.Way(country, provider);
                    for (Story.Told told : new Story(number++, Instant.now(), way).events()) {
                        producer.send(new ProducerRecord<>(told.topic().topicName(), told.key(), told.event()))
                                .get();
                    }
                }
            }
            long giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() - giveUp < 0) {
                var scrape = history.get("/actuator/prometheus").body();
                // Kept and broken of each.
                if (count(JUDGED, scrape) >= 2 * ways && count(COUNTED, scrape) >= ways) {
                    return scrape;
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
            throw new IOException("the history has not judged " + ways + " codes");
        }
    }

    private static long count(Pattern lines, String scrape) {
        return lines.matcher(scrape).results().count();
    }
}

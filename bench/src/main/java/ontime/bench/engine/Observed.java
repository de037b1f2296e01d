package ontime.bench.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.bench.measure.Percentiles;
import ontime.events.Topic;
import ontime.infrastructure.Ports;

/** A worker with a broker, a provider and a crowd of its own, which is observed in one of several ways. */
final class Observed implements AutoCloseable {

    /** So many that the processor is what ends the speed, and not the provider's 100 ms. */
    static final int IN_FLIGHT = 512;

    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /** As in grafana/prometheus/prometheus.yml. */
    private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(5);

    /** The last of a heap leave calls free, and say nothing of the speed. */
    private static final double MEASURED_SHARE = 0.95;

    private final Way way;
    private final Field field;
    private final CallLog log;
    private final SnsStub stub;
    private final ChildJvm process;
    private final Offer offer;
    private final Thread scraping;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI metrics;
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger scrapes = new AtomicInteger();
    private final List<Double> codesPerSecond = new ArrayList<>();
    private final List<Double> processorMilliseconds = new ArrayList<>();
    private final List<Double> waits = new ArrayList<>();

    /**
     * How much is observed.
     *
     * @param settings of the worker, as arguments
     * @param isScraped whether somebody reads the metrics as often as Prometheus does
     * @param keptOneIn of so many requests one says that its trace is kept
     */
    record Way(String title, List<String> settings, boolean isScraped, int keptOneIn) {}

    private Observed(Way way, Field field, CallLog log, SnsStub stub, ChildJvm process, int port) {
        this.way = way;
        this.field = field;
        this.log = log;
        this.stub = stub;
        this.process = process;
        this.offer = new Offer(field, Topic.REQUESTS.topicName(), log);
        this.metrics = URI.create("http://" + Ports.LOOPBACK + ":" + port + "/actuator/prometheus");
        this.scraping = Thread.ofVirtual().unstarted(this::scrapeForEver);
    }

    /** Starts it; returns when it has sent its first code. */
    static Observed open(Ground ground, Way way, int codes) throws Exception {
        var field = ground.field(way.keptOneIn());
        var log = new CallLog(codes + 1);
        var stub = SnsStub.start(Carrier.unlimited(), log);
        int port = Ports.free();
        var process = new Contender.Ours(port, way.settings()).start(field, stub, Limits.inFlight(IN_FLIGHT));
        var observed = new Observed(way, field, log, stub, process, port);
        observed.offer(1, 1);
        Awaiting.calls(process, log, 1, TO_START);
        if (way.isScraped()) {
            observed.scraping.start();
        }
        return observed;
    }

    Way way() {
        return way;
    }

    /** Requests at a rate; returns when all of them were called for. */
    void offer(int perSecond, int count) throws Exception {
        offer.run(perSecond, count, () -> Click.only(number.getAndIncrement()));
        Awaiting.calls(process, log, number.get(), LONGEST);
    }

    /** The same, and how long each waited. */
    void measureWaits(int perSecond, int count) throws Exception {
        int from = number.get();
        offer(perSecond, count);
        waits.addAll(Waits.untilCalled(log, from, number.get(), _ -> true).values());
    }

    /** How fast a heap of requests is worked off. */
    void measureSpeed(int count) throws Exception {
        field.heap(number.getAndAdd(count), count);
        var before = Spent.soFar(process, log);
        long enough = before.codes() + Math.round(MEASURED_SHARE * (number.get() - before.codes()));
        long giveUp = System.nanoTime() + LONGEST.toNanos();
        while (log.acceptances() < enough) {
            process.requireAlive();
            if (System.nanoTime() - giveUp > 0) {
                throw new IOException(way.title() + " did not work off " + count + " requests");
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        var spent = Spent.soFar(process, log).since(before);
        codesPerSecond.add(spent.codesPerSecond());
        processorMilliseconds.add(spent.processorMillisecondsPerCode());
        Awaiting.calls(process, log, number.get(), LONGEST);
    }

    double codesPerSecond() {
        return new Percentiles(codesPerSecond).at(0.5);
    }

    double processorMilliseconds() {
        return new Percentiles(processorMilliseconds).at(0.5);
    }

    Percentiles waits() {
        return new Percentiles(waits);
    }

    int scrapes() {
        return scrapes.get();
    }

    /** What the worker shows of itself now. */
    String scrape() throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("metrics: HTTP " + answer.statusCode());
        }
        return answer.body();
    }

    private void scrapeForEver() {
        try {
            while (true) {
                scrape();
                scrapes.incrementAndGet();
                Thread.sleep(SCRAPE_INTERVAL);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For what is not measured here. */
    Field field() {
        return field;
    }

    @Override
    public void close() throws IOException {
        scraping.interrupt();
        process.close();
        stub.close();
        field.close();
    }
}

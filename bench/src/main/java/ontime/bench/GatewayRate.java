package ontime.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import ontime.bench.baseline.ServiceKafka;
import ontime.infrastructure.Folders;
import ontime.infrastructure.Ports;

/**
 * Posts batches of Firehose until all of their receipts are published. Beside it, the same bodies go into an HTTP
 * server that writes them to Kafka as they are.
 */
final class GatewayRate {

    /** As many calls at once as Firehose makes to one endpoint when there is much to tell. */
    private static final int CALLERS = 4;

    /** The first is the compiler's. */
    private static final int ROUNDS = 3;

    private final int receipts;

    /** @param receipts of each round */
    GatewayRate(int receipts) {
        this.receipts = receipts;
    }

    void run() throws Exception {
        Path home = Files.createTempDirectory("ontime-bench");
        try (var gateway = LoneGateway.start(home);
                var handovers = new Handovers(new ServiceKafka(gateway.bootstrapServers(), gateway.registryUrl()));
                var database = Rows.connect(gateway.databaseUrl())) {
            var firehose = new FirehoseCalls(gateway.url("/webhooks/firehose"), LoneGateway.ACCESS_KEY.text());
            for (int round = 1; round <= ROUNDS; round++) {
                List<String> messages = Handovers.messages("rate-" + round, receipts);
                Instant accepted = Instant.now();
                long begin = System.nanoTime();
                handovers.publish(messages, accepted);
                double written = seconds(begin);
                Rows.await(database, "SELECT count(*) FROM gateway.handover", (long) receipts * round);
                double known = seconds(begin);
                var calls = FirehoseCalls.reporting(messages, accepted);
                Duration before = processorTime(gateway);
                begin = System.nanoTime();
                firehose.makeAll(calls, CALLERS);
                double answered = seconds(begin);
                Rows.await(
                        database,
                        "SELECT count(*) FROM gateway.report WHERE published_at IS NOT NULL",
                        (long) receipts * round);
                double published = seconds(begin);
                System.out.printf(
                        Locale.ROOT,
                        "round %d   handovers followed %7.0f a second   (one producer writes %.0f)%n",
                        round,
                        receipts / known,
                        receipts / written);
                double spent = processorTime(gateway).minus(before).toNanos() / 1e6;
                double bare = bare(gateway, home, calls);
                System.out.printf(
                        Locale.ROOT,
                        "          answered           %7.0f receipts a second, %d calls at once, %d receipts a call%n"
                                + "          published          %7.0f receipts a second   %.2f of the bare server's%n"
                                + "          bare server        %7.0f receipts a second, as bodies of Kafka%n"
                                + "          processor time     %.3f ms a receipt, of gateway and database%n",
                        receipts / answered,
                        CALLERS,
                        FirehoseCalls.EVENTS_OF_A_RECORD * FirehoseCalls.RECORDS_OF_A_CALL,
                        receipts / published,
                        receipts / published / bare,
                        bare,
                        spent / receipts);
            }
        }
        Folders.delete(home);
    }

    private static Duration processorTime(LoneGateway gateway) {
        return gateway.processes().stream().map(CpuTime::ofAll).reduce(Duration.ZERO, Duration::plus);
    }

    private double bare(LoneGateway gateway, Path home, List<FirehoseCalls.Call> calls) throws Exception {
        int port = Ports.free();
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareIntake.class.getName(),
                        gateway.bootstrapServers(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("bare.log").toFile())
                .start();
        try {
            while (Ports.isFree(port)) {
                Thread.sleep(50);
            }
            var bare = new FirehoseCalls(URI.create("http://" + Ports.LOOPBACK + ":" + port + "/"), "");
            bare.makeAll(calls, CALLERS);
            long begin = System.nanoTime();
            bare.makeAll(calls, CALLERS);
            return receipts / seconds(begin);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}

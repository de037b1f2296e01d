package ontime.bench;

import java.util.List;
import ontime.bench.measure.Benchmark;

/** What the receipt gateway takes, and how soon the history knows. */
final class ReceiptsBenchmark implements Benchmark {

    private static final String RATE = "rate";
    private static final String LATENCY = "latency";

    @Override
    public String question() {
        return "receipts a second through the gateway, and from webhook to history";
    }

    @Override
    public List<String> parts() {
        return List.of(RATE, LATENCY);
    }

    @Override
    public void run(List<String> parts) throws Exception {
        var quick = System.getenv("ONTIME_BENCH_QUICK") != null;
        if (parts.isEmpty() || parts.contains(RATE)) {
            new GatewayRate(quick ? 10_000 : 100_000).run();
        }
        if (parts.isEmpty() || parts.contains(LATENCY)) {
            new WebhookToHistory(quick ? 100 : 1_200).run();
        }
    }
}

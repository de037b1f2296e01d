package ontime.bench.baseline;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * As many callers as calls are allowed at the same time, each calling again as soon as it was answered: nothing that
 * makes these calls through this client on this machine can be faster.
 */
final class BareLoop {

    private BareLoop() {}

    static void start(BaselineSettings settings) {
        var sns = Sending.client(settings);
        var number = new AtomicInteger();
        for (int caller = 0; caller < settings.concurrency(); caller++) {
            Thread.ofVirtual().name("caller-", caller).start(() -> {
                while (true) {
                    int next = number.getAndIncrement();
                    Sending.call(sns, SampleText.phone(next), SampleText.of(next));
                }
            });
        }
    }
}

package ontime.bench.baseline;

import java.util.function.IntConsumer;
import ontime.bench.measure.OpenLoop;
import software.amazon.awssdk.services.sns.SnsClient;

/** The HTTP client alone at a fixed rate: what a call takes to reach the provider, whoever asks for it. */
public final class PacedClient implements AutoCloseable {

    private final SnsClient sns;

    public PacedClient(BaselineSettings settings) {
        sns = Sending.client(settings);
    }

    /**
     * Returns when all calls have ended.
     *
     * @param first number of the calls
     * @param begins is told the number of each call before it begins
     */
    public void call(int perSecond, int first, int count, IntConsumer begins) throws InterruptedException {
        OpenLoop.run(perSecond, count, beat -> {
            int number = first + beat;
            String phone = SampleText.phone(number);
            String text = SampleText.of(number);
            begins.accept(number);
            Sending.call(sns, phone, text);
        });
    }

    @Override
    public void close() {
        sns.close();
    }
}

package ontime.bench.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** One contender with a provider and a crowd of its own, so that two can be watched side by side. */
final class Scene implements AutoCloseable {

    private static final Duration TO_START = Duration.ofSeconds(60);

    private final String title;
    private final Crowd crowd;
    private final CallLog log;
    private final Carrier carrier;
    private final SnsStub stub;
    private final ChildJvm process;
    private final Offer offer;

    private Scene(
            String title, Crowd crowd, CallLog log, Carrier carrier, SnsStub stub, ChildJvm process, Offer offer) {
        this.title = title;
        this.crowd = crowd;
        this.log = log;
        this.carrier = carrier;
        this.stub = stub;
        this.process = process;
        this.offer = offer;
    }

    /** Sets it up; returns when the contender has sent its first code. */
    static Scene open(Field field, Contender contender, Limits limits, Duration patience, int clicks) throws Exception {
        var crowd = new Crowd(patience);
        var log = new CallLog(clicks + 1);
        var carrier = Carrier.of(limits.perSecond());
        var stub = SnsStub.start(carrier, log, crowd::accepted);
        var process = contender.start(field, stub, limits);
        var offer = new Offer(field, contender.topic(), log);
        var scene = new Scene(contender.title(), crowd, log, carrier, stub, process, offer);
        scene.click(1, 1);
        Awaiting.calls(process, log, 1, TO_START);
        return scene;
    }

    /** So many clicks at a rate; returns when all of them are published. */
    void click(int perSecond, int count) throws InterruptedException {
        offer.run(perSecond, count, () -> crowd.click(System.nanoTime()));
    }

    /** Of all clicks from a number on. */
    List<Fate> fates(int from) throws IOException {
        process.requireAlive();
        List<Fate> all = Fate.of(crowd.clicks(), log);
        return all.subList(Math.min(from, all.size()), all.size());
    }

    int clicks() {
        return crowd.clicks().size();
    }

    long calls() {
        return log.calls();
    }

    String title() {
        return title;
    }

    Carrier carrier() {
        return carrier;
    }

    @Override
    public void close() throws IOException {
        process.close();
        stub.close();
    }
}

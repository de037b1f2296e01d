package ontime.history.console;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ontime.history.delays.Delays;
import ontime.history.delays.Percentiles;
import ontime.history.ledger.Stage;

/**
 * A stage over the day.
 *
 * @param bars its 95th percentile by the hour, drawn
 * @param byHour the same in words
 */
record StageLine(String name, String spender, DelayPage.Figures figures, List<Bar> bars, List<String> byHour) {

    /** Height of the little bars, in the units of the drawing, and the distance between two. */
    private static final int HIGH = 24;

    private static final int APART = 5;

    record Bar(int x, int y, int height) {}

    /** A line for each stage, and one for all of them together. */
    static List<StageLine> all(Delays delays) {
        var stages = delays.stages().entrySet().stream()
                .map(stage -> of(
                        Words.spoken(stage.getKey()),
                        stage.getKey().spender(),
                        stage.getValue(),
                        byHour(delays, stage.getKey())));
        var whole = of(
                "in all",
                "from the click to the arrival",
                delays.whole(),
                delays.hours().stream().map(Delays.Hour::whole).toList());
        return Stream.concat(stages, Stream.of(whole)).toList();
    }

    private static List<Percentiles> byHour(Delays delays, Stage stage) {
        return delays.hours().stream()
                .flatMap(hour -> Stream.ofNullable(hour.stages().get(stage)))
                .toList();
    }

    private static StageLine of(String name, String spender, Percentiles times, List<Percentiles> byHour) {
        var most =
                byHour.stream().mapToLong(hour -> hour.p95().toMillis()).max().orElse(0);
        var bars = IntStream.range(0, byHour.size())
                .filter(hour -> byHour.get(hour).count() > 0)
                .mapToObj(hour -> bar(hour, byHour.get(hour).p95().toMillis(), Math.max(1, most)))
                .toList();
        return new StageLine(
                name,
                spender,
                DelayPage.Figures.of(times),
                bars,
                byHour.stream()
                        .map(DelayPage.Figures::of)
                        .map(DelayPage.Figures::p95)
                        .toList());
    }

    private static Bar bar(int hour, long millis, long most) {
        var height = Math.clamp(Math.ceilDiv(millis * HIGH, most), 1, HIGH);
        return new Bar(hour * APART, HIGH - height, height);
    }
}

package ontime.bench.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Times of one run, in milliseconds. */
public final class Percentiles {

    private final double[] sorted;

    public Percentiles(List<Double> milliseconds) {
        if (milliseconds.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = milliseconds.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
    }

    /** The smallest time that so large a share of all did not exceed (nearest rank). */
    public double at(double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /** All of them, the shortest first. */
    public List<Double> values() {
        return Arrays.stream(sorted).boxed().toList();
    }

    public int count() {
        return sorted.length;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %8.1f ms   p99 %8.1f ms   n %5d", at(0.5), at(0.99), count());
    }
}

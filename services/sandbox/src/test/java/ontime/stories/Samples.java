package ontime.stories;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What Prometheus answers: for each series a list of pairs, the second and the value as a text. */
final class Samples {

    private Samples() {}

    static double value(JsonNode sample) {
        var text = sample.at("/1").asString();
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    /** The finite values of a series, by second. */
    static Map<Long, Double> of(JsonNode series) {
        var values = new TreeMap<Long, Double>();
        for (JsonNode sample : series.at("/values")) {
            if (Double.isFinite(value(sample))) {
                values.put(Math.round(sample.at("/0").asDouble()), value(sample));
            }
        }
        return values;
    }
}

package ontime.sandbox.tail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Says of each delivery what is new since it was last seen, in a line. */
final class Changes {

    /** Older ones change no more, or are told once again. */
    private static final int REMEMBERED = 10_000;

    private final Map<String, String> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final StageBar bars;

    Changes(StageBar bars) {
        this.bars = bars;
    }

    /** Whether a login of the list is not as it was: only then it is looked up, because every look is audited. */
    boolean isNews(JsonNode summary) {
        var now = summary.at("/reference").asString("")
                + summary.at("/status").asString("")
                + summary.at("/verdict/code").asString("");
        return !now.equals(seen.put(summary.at("/loginId").asString(), now));
    }

    /** The lines for a login, as the history tells it. */
    List<String> of(JsonNode login) {
        var lines = new ArrayList<String>();
        var verdict = login.at("/verdict/code").asString("");
        for (JsonNode challenge : login.at("/challenges")) {
            int number = 0;
            for (JsonNode delivery : challenge.at("/deliveries")) {
                var status = delivery.at("/status").asString("");
                var key = challenge.at("/challengeId").asString() + "/" + number++;
                var now = status + " " + verdict;
                if (!now.equals(seen.put(key, now))) {
                    lines.add(bars.line(login, challenge, delivery));
                }
            }
        }
        return lines;
    }
}

package ontime.history.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ontime.events.Channel;
import ontime.history.delays.Bucket;
import ontime.history.delays.Delays;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * How many deliveries of each hour took how long.
 *
 * @param rows the longest first, as a diagram has them
 */
record HeatMap(List<Hour> hours, List<Row> rows) {

    private static final int SHADES = 5;

    /** One late code in five is as bad as it gets, and should look so. */
    private static final int WEIGHT_OF_BAD = 5;

    record Hour(Words.Time time, String label) {}

    /** @param bad whether all that is in it came later than a code may, or never */
    record Row(String bucket, boolean bad, List<Cell> cells) {}

    /**
     * How many deliveries of an hour took so long.
     *
     * @param shade from 0, none, to 5: all of that hour, or a fifth of it where it is bad
     * @param address of the logins behind it
     * @param words the same for whoever does not see the table
     */
    record Cell(int count, int shade, String address, String words) {}

    static HeatMap of(Delays delays, @Nullable Channel channel, Duration late) {
        return new HeatMap(
                delays.hours().stream()
                        .map(hour -> new Hour(
                                Words.Time.of(hour.begins()),
                                Words.hour(hour.begins()).substring(0, 2)))
                        .toList(),
                Arrays.stream(Bucket.values())
                        .sorted(Comparator.reverseOrder())
                        .map(bucket -> new Row(
                                bucket.words(),
                                bucket.isLaterThan(late),
                                delays.hours().stream()
                                        .map(hour -> cell(bucket, bucket.isLaterThan(late), hour, channel))
                                        .toList()))
                        .toList());
    }

    private static Cell cell(Bucket bucket, boolean bad, Delays.Hour hour, @Nullable Channel channel) {
        var count = hour.in(bucket);
        var share = count * (long) SHADES * (bad ? WEIGHT_OF_BAD : 1);
        var shade = count == 0 ? 0 : Math.clamp(Math.ceilDiv(share, hour.judged()), 1, SHADES);
        var more = new TreeMap<String, String>();
        more.put("took", bucket.address());
        if (channel != null) {
            more.put("channel", channel.name());
        }
        return new Cell(
                count,
                shade,
                address(hour.begins(), hour.begins().plus(Duration.ofHours(1)), more),
                count + " of " + hour.judged() + ", " + bucket.words() + ", " + Words.hour(hour.begins()) + " UTC");
    }

    /** The address of the logins of a time, narrowed by more. */
    static String address(Instant from, Instant to, Map<String, String> more) {
        var address =
                UriComponentsBuilder.fromPath("/").queryParam("from", from).queryParam("to", to);
        // As variables: what a value holds is never read as part of the address.
        more.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(more).toUriString();
    }
}

package ontime.bench.baseline;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * What a baseline is told when it is started.
 *
 * @param topic that it reads requests from
 * @param concurrency provider calls at the same time
 * @param perSecond messages that the route passes; 0 when it is not limited
 * @param pending requests in memory at the same time, for a baseline that holds any
 */
public record BaselineSettings(
        String bootstrapServers,
        String registryUrl,
        Path privateKey,
        URI sns,
        String topic,
        int concurrency,
        int perSecond,
        int pending) {

    /** As arguments of a command line. */
    public List<String> toArguments() {
        return List.of(
                bootstrapServers,
                registryUrl,
                privateKey.toString(),
                sns.toString(),
                topic,
                Integer.toString(concurrency),
                Integer.toString(perSecond),
                Integer.toString(pending));
    }

    static BaselineSettings of(List<String> arguments) {
        return new BaselineSettings(
                arguments.get(0),
                arguments.get(1),
                Path.of(arguments.get(2)),
                URI.create(arguments.get(3)),
                arguments.get(4),
                Integer.parseInt(arguments.get(5)),
                Integer.parseInt(arguments.get(6)),
                Integer.parseInt(arguments.get(7)));
    }
}

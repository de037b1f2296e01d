package ontime.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Callers that ask for codes as fast as they are answered; they leave nearly all of the machine to the issuer. */
final class Wrk {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ([0-9.]+)(m?s|m)");
    private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

    private final URI issuer;
    private final String apiKey;
    private final Path folder;

    Wrk(URI issuer, String apiKey, Path folder) {
        this.issuer = issuer;
        this.apiKey = apiKey;
        this.folder = folder;
    }

    /** @param refused answers that were no challenge */
    record Asked(int made, int refused, double perSecond) {}

    /** @param run a name of its own for each run, so that no two runs ask for the same users */
    Asked ask(String run, int callers, int seconds) throws IOException, InterruptedException {
        Path script = folder.resolve("ask.lua");
        // One thread, which counts: each request has a user and an address of its own.
        Files.writeString(script, """
                local number = 0
                local headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer %s" }
                request = function()
                  number = number + 1
                  local user = "u-%s-" .. number
                  return wrk.format("POST", "/v1/challenges", headers,
                    '{"userId": "' .. user .. '", "email": "' .. user .. '@example.com"}')
                end
                """.formatted(apiKey, run));
        return read(Tool.run(
                "wrk",
                List.of("wrk", "-t", "1", "-c", "" + callers, "-d", seconds + "s", "-s", "" + script, "" + issuer)));
    }

    static Asked read(String output) throws IOException {
        Matcher requests = REQUESTS.matcher(output);
        if (!requests.find() || !requests.group(3).equals("s")) {
            throw new IOException("wrk did not say how many requests it made:\n" + output);
        }
        Matcher refusals = REFUSED.matcher(output);
        int refused = refusals.find() ? Integer.parseInt(refusals.group(1)) : 0;
        int made = Integer.parseInt(requests.group(1)) - refused;
        return new Asked(made, refused, made / Double.parseDouble(requests.group(2)));
    }
}

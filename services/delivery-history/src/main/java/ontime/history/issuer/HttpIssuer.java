package ontime.history.issuer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ontime.events.Channel;
import ontime.history.actions.Agent;
import ontime.history.actions.Issuer;
import ontime.history.actions.Order;
import ontime.history.actions.Reason;
import ontime.history.actions.Result;
import ontime.history.actions.Suppression;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The issuer behind its HTTP API. Nothing is tried twice here: whoever waits for an answer decides that. */
final class HttpIssuer implements Issuer {

    private static final Logger LOG = LoggerFactory.getLogger(HttpIssuer.class);
    private static final Duration PATIENCE_TO_CONNECT = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE_TO_CONNECT).build();
    private final URI url;
    private final AgentTokens tokens;
    private final Duration patience;
    private final JsonMapper json;

    HttpIssuer(URI url, AgentTokens tokens, Duration patience, JsonMapper json) {
        this.url = url;
        this.tokens = tokens;
        this.patience = patience;
        this.json = json;
    }

    @Override
    public Result perform(Agent agent, Order order, Reason reason, String key) {
        return switch (order) {
            case Order.Resend resend ->
                post(
                        agent,
                        ofChallenge(resend.challengeId(), "resend"),
                        resend.channel(),
                        reason,
                        key,
                        HttpIssuer::sent);
            case Order.Cancel cancel ->
                post(agent, ofChallenge(cancel.challengeId(), "cancel"), null, reason, key, HttpIssuer::cancelled);
            case Order.Reveal reveal ->
                post(
                        agent,
                        ofChallenge(reveal.challengeId(), "reveal"),
                        reveal.channel(),
                        reason,
                        key,
                        answer -> new Result.Shown(answer.at("/destination").asString()));
            case Order.LiftSuppression lift ->
                post(
                        agent,
                        "/v1/agent/suppressions/" + segment(lift.id()) + "/lift",
                        null,
                        reason,
                        key,
                        _ -> new Result.Lifted());
        };
    }

    private static Result sent(JsonNode challenge) {
        return new Result.Sent(
                Channel.valueOf(challenge.at("/channel").asString()),
                challenge.at("/destination").asString());
    }

    private static Result cancelled(JsonNode challenge) {
        var status = challenge.at("/status").asString();
        return status.equals("CANCELLED") ? new Result.Cancelled() : new Result.OverBefore(spoken(status));
    }

    @Override
    public Optional<Instant> resendableFrom(Agent agent, String challengeId) {
        return asked(
                        agent,
                        "/v1/agent/challenges/" + segment(challengeId),
                        answer -> Optional.of(answer.at("/resendAt").asString(""))
                                .filter(text -> !text.isEmpty())
                                .map(Instant::parse))
                .flatMap(found -> found);
    }

    @Override
    public Optional<List<Suppression>> suppressions(Agent agent) {
        return asked(
                agent,
                "/v1/agent/suppressions",
                answer -> answer.at("/suppressions")
                        .valueStream()
                        .map(HttpIssuer::suppression)
                        .toList());
    }

    /** What the issuer knows; empty when it does not say. */
    private <T> Optional<T> asked(Agent agent, String path, Function<JsonNode, T> reading) {
        try {
            var answer = send(agent, request(path).GET());
            return answer.statusCode() == 200
                    ? Optional.of(reading.apply(json.readTree(answer.body())))
                    : Optional.empty();
        } catch (IOException | JacksonException | IllegalArgumentException | DateTimeException e) {
            // As below: of an answer that cannot be read, nothing is told.
            LOG.warn(
                    "the issuer does not tell an agent what it knows: {}",
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Suppression suppression(JsonNode one) {
        return new Suppression(
                one.at("/id").asString(),
                Channel.valueOf(one.at("/channel").asString()),
                one.at("/destination").asString(),
                spoken(one.at("/cause").asString()),
                Instant.parse(one.at("/since").asString()),
                Instant.parse(one.at("/until").asString()));
    }

    @Override
    public Result forget(Agent agent, String userId) {
        var request = request("/v1/users/" + segment(userId) + "/data")
                .header("Reason", "erased in the history")
                .DELETE();
        try {
            var answer = send(agent, request);
            int status = answer.statusCode();
            if (status == 204) {
                return new Result.Forgotten(true);
            }
            if (status == 404 && isOfUnknownUser(answer)) {
                return new Result.Forgotten(false);
            }
            if (status >= 400 && status < 500) {
                return refused(answer);
            }
            LOG.warn("the issuer answered with {} when it was to forget a user", status);
            return new Result.Unanswered(true);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            LOG.warn("the issuer cannot be reached: {}", e.toString());
            return new Result.Unanswered(false);
        } catch (IOException e) {
            LOG.warn("the issuer did not forget a user: {}", e.toString());
            return new Result.Unanswered(true);
        }
    }

    /** Whoever never asked for a code: there is nothing to forget. Any other 404 is somebody else's, a proxy's say. */
    private boolean isOfUnknownUser(HttpResponse<String> answer) {
        return problem(answer).at("/type").asString("").equals("unknown-user");
    }

    private Result refused(HttpResponse<String> answer) {
        if (answer.statusCode() == 401) {
            LOG.error("the issuer does not know this console: its ontime.issuer.agents.public-key is another, or its"
                    + " address as this console names it");
            return new Result.Refused("The issuer does not know this console. Tell operations.");
        }
        LOG.info("the issuer refused an agent with {}", answer.statusCode());
        var problem = problem(answer);
        return new Result.Refused(
                switch (problem.at("/type").asString("")) {
                    // Its own words are for programs, which know what a key is.
                    case "seen-before" ->
                        "This was shown once already. To see it again, go back to the login, ask anew and say why";
                    case "idempotency-key-reused" ->
                        "This page was sent before, with something else filled in. Go back to the login and begin anew";
                    default -> problem.at("/detail").asString("It gave no reason.");
                });
    }

    /** Empty when it is none. */
    private JsonNode problem(HttpResponse<String> answer) {
        try {
            return answer.body().isEmpty() ? json.nullNode() : json.readTree(answer.body());
        } catch (JacksonException e) {
            return json.nullNode();
        }
    }

    private Result post(
            Agent agent,
            String path,
            @Nullable Channel channel,
            Reason reason,
            String key,
            Function<JsonNode, Result> done) {
        var body = new HashMap<String, String>(Map.of("reason", reason.text()));
        if (channel != null) {
            body.put("channel", channel.name());
        }
        return result(
                agent,
                request(path)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body))),
                done);
    }

    private Result result(Agent agent, HttpRequest.Builder request, Function<JsonNode, Result> done) {
        try {
            var answer = send(agent, request);
            int status = answer.statusCode();
            if (status >= 400 && status < 500) {
                return refused(answer);
            }
            if (status >= 500) {
                LOG.warn("the issuer answered an agent with {}", status);
                return new Result.Unanswered(true);
            }
            return done.apply(answer.body().isEmpty() ? json.nullNode() : json.readTree(answer.body()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            LOG.warn("the issuer cannot be reached: {}", e.toString());
            return new Result.Unanswered(false);
        } catch (IOException | JacksonException | IllegalArgumentException | DateTimeException e) {
            // Of an answer that cannot be read not even its words may be told: it may hold a destination.
            LOG.warn("the issuer did not answer an agent: {}", e.getClass().getSimpleName());
            return new Result.Unanswered(true);
        }
    }

    private HttpResponse<String> send(Agent agent, HttpRequest.Builder request) throws IOException {
        var token = tokens.of(agent, request.build());
        try {
            return http.send(
                    request.timeout(patience)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path));
    }

    private static String ofChallenge(String challengeId, String call) {
        return "/v1/agent/challenges/" + segment(challengeId) + "/" + call;
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String spoken(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

package ontime.history.postgres;

import java.util.List;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.Fact;
import ontime.history.facts.Published;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Facts as JSON: a whole batch is one parameter of a statement, whose rows PostgreSQL takes apart by itself. */
final class FactJson {

    private final JsonMapper json;

    FactJson(JsonMapper json) {
        this.json = json;
    }

    String write(List<Published> facts) {
        return json.writeValueAsString(facts.stream().map(Row::of).toList());
    }

    Fact read(String type, String body) {
        Class<? extends Fact> kind = switch (type) {
            case "OtpRequested" -> Fact.Requested.class;
            case "OtpWithdrawn" -> Fact.Withdrawn.class;
            case "DeliveryReceipt" -> Fact.Reported.class;
            case "CodeChecked" -> Fact.Checked.class;
            case "LoginRefused" -> Fact.Refused.class;
            default -> throw new IllegalStateException("the database holds a fact of unknown type " + type);
        };
        return json.readValue(body, kind);
    }

    /**
     * What the statements of {@link PostgresFactLog} read of a fact, in the names of their columns.
     *
     * @param owner the user of the login, where this fact tells
     */
    private record Row(
            String event_id,
            String type,
            String tenant,
            @Nullable String owner,
            String login_id,
            @Nullable String challenge_id,
            String happened_at,
            String started_at,
            String published_at,
            @Nullable Integer delivery,
            @Nullable String channel,
            @Nullable DeliveryState status,
            @Nullable String reference,
            @Nullable String destination_fingerprint,
            Fact body) {

        static Row of(Published published) {
            var fact = published.fact();
            var about = About.of(fact);
            return new Row(
                    fact.eventId(),
                    fact.type(),
                    fact.tenant(),
                    fact.ofItsOwner() && !fact.userId().isBlank() ? fact.userId() : null,
                    fact.loginId(),
                    fact instanceof Fact.OfChallenge ofChallenge ? ofChallenge.challengeId() : null,
                    fact.at().toString(),
                    about.startedAt,
                    published.publishedAt().toString(),
                    about.delivery,
                    about.channel,
                    about.status,
                    about.reference,
                    about.fingerprint,
                    fact);
        }
    }

    /** The part of a row that only some kinds of facts fill. */
    private record About(
            String startedAt,
            @Nullable Integer delivery,
            @Nullable String channel,
            @Nullable DeliveryState status,
            @Nullable String reference,
            @Nullable String fingerprint) {

        static About of(Fact fact) {
            return switch (fact) {
                case Fact.Requested requested ->
                    new About(
                            requested.clicked().toString(),
                            requested.delivery(),
                            requested.channel().name(),
                            DeliveryState.REQUESTED,
                            requested.reference(),
                            requested.destinationFingerprint());
                case Fact.Reported receipt ->
                    new About(
                            receipt.at().toString(),
                            receipt.delivery(),
                            receipt.channel().name(),
                            receipt.state(),
                            null,
                            null);
                case Fact.Withdrawn withdrawn -> new About(withdrawn.at().toString(), null, null, null, null, null);
                case Fact.Checked check -> new About(check.at().toString(), null, null, null, null, null);
                case Fact.Refused refused -> new About(refused.clicked().toString(), null, null, null, null, null);
            };
        }
    }
}

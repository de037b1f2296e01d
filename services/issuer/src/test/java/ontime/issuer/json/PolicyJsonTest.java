package ontime.issuer.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import ontime.events.Channel;
import ontime.issuer.policy.ChannelPolicy;
import ontime.issuer.policy.CodePolicy;
import ontime.issuer.policy.InvalidPolicyException;
import ontime.issuer.policy.LimitPolicy;
import ontime.issuer.policy.NumberPolicy;
import ontime.issuer.policy.Origin;
import ontime.issuer.policy.Policy;
import ontime.issuer.policy.Supersession;
import ontime.issuer.policy.Wording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PolicyJsonTest {

    private static final Policy DEFAULTS = Policy.defaults();

    private final PolicyJson json = new PolicyJson();

    @Test
    void theDefaultPolicyReadsLikeThis() {
        assertThat(JsonMapper.shared().readTree(json.write(DEFAULTS)))
                .isEqualTo(JsonMapper.shared().readTree("""
                {"codes": {"timeToLive": "PT5M", "length": 6, "attempts": 5, "cooldown": "PT30S",
                           "supersession": {"mode": "INVALIDATE_PREVIOUS", "grace": null}},
                 "numbers": {"region": "GB", "smsCountries": ["GB"], "testNumbers": false},
                 "channels": {"order": ["SMS", "EMAIL"], "fallback": {"accepted": "PT20S", "delivered": null}},
                 "wording": {"origin": "login.example.com", "zone": "Europe/London", "languages": ["en"],
                             "senders": {}, "templates": {}},
                 "limits": {"user": {"count": 5, "window": "PT10M"},
                            "destination": {"count": 5, "window": "PT10M"},
                            "prefix": {"count": 100, "window": "PT1H"},
                            "clientIp": {"count": 30, "window": "PT10M"},
                            "country": {"count": 100000, "window": "PT1H"},
                            "tenant": {"count": 200000, "window": "PT1H"},
                            "spend": {"dailyCap": 250, "prices": {}, "otherPrice": 0.05},
                            "pumping": {"minimum": 30, "share": 0.2, "lookBack": "PT6H", "closedFor": "PT1H"}},
                 "destinations": "NAMED_OR_KNOWN"}
                """));
    }

    @Test
    void whatIsWrittenCanBeReadAgain() {
        var everythingElse = new Policy(
                new CodePolicy(
                        Duration.ofSeconds(90), 10, 1, Duration.ZERO, new Supersession.Grace(Duration.ofMillis(1_500))),
                new NumberPolicy("PL", Set.of("PL", "GB", "JE", "IM"), true),
                new ChannelPolicy(
                        List.of(Channel.EMAIL, Channel.SMS),
                        new ChannelPolicy.Fallback(Duration.ofSeconds(5), Duration.ofSeconds(30))),
                new Wording(
                        new Origin("bank.example"),
                        ZoneId.of("UTC"),
                        List.of(Locale.forLanguageTag("pl"), Locale.forLanguageTag("zh-Hant-TW")),
                        Map.of("PL", "Bank-PL", "GB", "BANK"),
                        Map.of(
                                "pl",
                                new Wording.Template(
                                        "{code} {reference}", "Kod „{reference}”", "{code}\n\n{reference}"))),
                new LimitPolicy(
                        null,
                        new LimitPolicy.Limit(1, Duration.ofSeconds(1)),
                        null,
                        null,
                        null,
                        null,
                        new LimitPolicy.Spend(
                                new BigDecimal("0.000001"), Map.of("PL", new BigDecimal("0.031")), BigDecimal.ZERO),
                        null),
                Policy.Destinations.KNOWN_ONLY);

        assertThat(json.read(json.tree(everythingElse))).isEqualTo(everythingElse);
        assertThat(json.readStored(json.write(everythingElse))).isEqualTo(everythingElse);
        assertThat(json.readStored(json.write(DEFAULTS))).isEqualTo(DEFAULTS);
    }

    @Test
    void theSamePolicyIsAlwaysWrittenTheSame() {
        var numbers = new NumberPolicy("GB", Set.of("PL", "GB", "JE", "IM", "AE", "ZA"), false);
        assertThat(json.write(DEFAULTS.with(numbers)))
                .contains("\"smsCountries\":[\"AE\",\"GB\",\"IM\",\"JE\",\"PL\",\"ZA\"]");
    }

    @Test
    void aPatchChangesWhatItNamesAndNothingElse() {
        assertThat(json.patch(DEFAULTS, """
                {"codes": {"supersession": {"mode": "GRACE", "grace": "PT45S"}}}"""))
                .isEqualTo(DEFAULTS.with(DEFAULTS.codes().with(new Supersession.Grace(Duration.ofSeconds(45)))));
        assertThat(json.patch(DEFAULTS, "{}")).isEqualTo(DEFAULTS);
    }

    @Test
    void aNullSwitchesOffWhatCanBeOff() {
        var off = json.patch(DEFAULTS, """
                {"channels": {"fallback": null}, "limits": {"prefix": null, "spend": null, "pumping": null}}""");

        assertThat(off.channels().fallback()).isNull();
        assertThat(off.limits().prefix()).isNull();
        assertThat(off.limits().spend()).isNull();
        assertThat(off.limits().user()).isEqualTo(DEFAULTS.limits().user());
        assertThat(json.patch(off, "{\"limits\": {\"prefix\": {\"count\": 7, \"window\": \"PT1M\"}}}")
                        .limits()
                        .prefix())
                .isEqualTo(new LimitPolicy.Limit(7, Duration.ofMinutes(1)));
    }

    @Test
    void aNullEmptiesWhatHasNamesOfItsOwn() {
        var named = json.patch(DEFAULTS, """
                {"wording": {"senders": {"GB": "SHOP", "FR": "BOUTIQUE"}}}""");

        assertThat(json.patch(named, "{\"wording\": {\"senders\": {\"FR\": null}}}")
                        .wording()
                        .senders())
                .isEqualTo(Map.of("GB", "SHOP"));
        assertThat(json.patch(named, "{\"wording\": {\"senders\": null}}")
                        .wording()
                        .senders())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "codes.timeToLive       | {'codes': {'timeToLive': 'PT11M'}}",
                "codes.timeToLive       | {'codes': {'timeToLive': 'five minutes'}}",
                "codes.timeToLive       | {'codes': {'timeToLive': 300}}",
                "codes.timeToLive       | {'codes': {'timeToLive': 'PT99999999999999999999H'}}",
                "codes.cooldown         | {'codes': {'cooldown': 'PT5M'}}",
                "codes.length           | {'codes': {'length': 5}}",
                "codes.attempts         | {'codes': {'attempts': -1}}",
                "codes.supersession.grace | {'codes': {'supersession': {'mode': 'GRACE'}}}",
                "codes.supersession.grace | {'codes': {'supersession': {'mode': 'REUSE_UNTIL_TTL', 'grace': 'PT1M'}}}",
                "codes.supersession.grace | {'codes': {'supersession': {'mode': 'GRACE', 'grace': 'PT6M'}}}",
                "numbers.region         | {'numbers': {'region': 'UK'}}",
                "numbers.smsCountries   | {'numbers': {'smsCountries': ['GB', 'Germany']}}",
                "channels.order         | {'channels': {'order': []}}",
                "channels.order         | {'channels': {'order': ['PIGEON']}}",
                "channels.order         | {'channels': {'order': ['SMS', 7]}}",
                "channels.order         | {'channels': {'order': ['OTHER']}}",
                "channels.fallback      | {'channels': {'fallback': {'accepted': 'PT5M'}}}",
                "channels.fallback.accepted | {'channels': {'fallback': {'accepted': 'PT0S'}}}",
                "numbers.smsCountries   | {'channels': {'order': ['SMS']}, 'numbers': {'smsCountries': []}}",
                "wording.origin         | {'wording': {'origin': 'https://example.com/'}}",
                "wording.zone           | {'wording': {'zone': 'Europe/Atlantis'}}",
                "wording.languages      | {'wording': {'languages': []}}",
                "wording.languages      | {'wording': {'languages': ['en_GB']}}",
                "wording.languages      | {'wording': {'languages': ['']}}",
                "wording.senders        | {'wording': {'senders': {'GB': 'far too long a name'}}}",
                "limits.user.count      | {'limits': {'user': {'count': 0}}}",
                "limits.tenant.window   | {'limits': {'tenant': {'window': 'P2D'}}}",
                "limits.spend.dailyCap  | {'limits': {'spend': {'dailyCap': 0}}}",
                "limits.spend.dailyCap  | {'limits': {'spend': {'dailyCap': 1e999999999}}}",
                "limits.spend.dailyCap  | {'limits': {'spend': {'dailyCap': 1e-999999999}}}",
                "limits.spend           | {'limits': {'spend': {'prices': {'GB': -1}}}}",
                "limits.pumping.share   | {'limits': {'pumping': {'share': 1.5}}}",
                "policy                 | {'wording': {'senders': {'a\\u0000': 'SHOP'}}}",
                "policy                 | {'wording': {'senders': {'GB': 'SH\\ud800OP'}}}",
            })
    void whatCannotWorkIsRefusedWithTheFieldThatIsToBlame(String field, String patch) {
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> json.patch(DEFAULTS, patch.replace('\'', '"')))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field))
                .withMessageStartingWith(field + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy                 | []",
                "policy                 | 'canary'",
                "policy                 | 7",
                "policy                 | null",
                "policy                 | {'codes'",
                "policy                 | {} canary",
                "policy                 | {'codes': {}, 'codes': {}}",
                "codes                  | {'codes': []}",
                "codes                  | {'codes': 'canary'}",
                "codes                  | {'codes': null}",
                "codes.length           | {'codes': {'length': '6'}}",
                "codes.length           | {'codes': {'length': 6.5}}",
                "codes.length           | {'codes': {'length': null}}",
                "codes.length           | {'codes': {'length': 99999999999}}",
                "codes.supersession     | {'codes': {'supersession': 'GRACE'}}",
                "codes.supersession.mode | {'codes': {'supersession': {'mode': 'canary'}}}",
                "codes.supersession.mode | {'codes': {'supersession': {'mode': 1}}}",
                "numbers.testNumbers    | {'numbers': {'testNumbers': 'true'}}",
                "numbers.testNumbers    | {'numbers': {'testNumbers': 1}}",
                "numbers.smsCountries   | {'numbers': {'smsCountries': 'GB'}}",
                "numbers.smsCountries   | {'numbers': {'smsCountries': [null]}}",
                "numbers.smsCountries   | {'numbers': {'smsCountries': [44]}}",
                "channels.order         | {'channels': {'order': [null]}}",
                "channels.fallback      | {'channels': {'fallback': true}}",
                "wording.senders.GB     | {'wording': {'senders': {'GB': 7}}}",
                "wording.senders.*      | {'wording': {'senders': {'<canary>': 7}}}",
                "wording.templates.en   | {'wording': {'templates': {'en': 'canary'}}}",
                "wording.templates.en.mail | {'wording': {'templates': {'en': {'sms': '', 'subject': ''}}}}",
                "limits.user.window     | {'limits': {'user': {'count': 5, 'window': null}}}",
                "limits.spend.dailyCap  | {'limits': {'spend': {'dailyCap': '250'}}}",
                "limits.pumping.share   | {'limits': {'pumping': {'share': 1e400}}}",
            })
    void whatHasNotTheFormOfAPolicyIsMalformed(String field, String patch) {
        assertThatExceptionOfType(MalformedPolicyException.class)
                .isThrownBy(() -> json.patch(DEFAULTS, patch.replace('\'', '"')))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field))
                .satisfies(e -> assertThat(e.isUnknownField()).isFalse())
                .satisfies(e -> assertThat(e).hasMessageNotContaining("canary"))
                .withMessageStartingWith(field + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy      | {'canary': 1}",
                "codes       | {'codes': {'ttl': 'canary'}}",
                "limits.user | {'limits': {'user': {'canary': 5}}}",
            })
    void aFieldThatNobodyKnowsIsRefusedWithTheOnesThatAreKnown(String field, String patch) {
        assertThatExceptionOfType(MalformedPolicyException.class)
                .isThrownBy(() -> json.patch(DEFAULTS, patch.replace('\'', '"')))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field))
                .satisfies(e -> assertThat(e.isUnknownField()).isTrue())
                .withMessageStartingWith(field + " has the fields ");
    }

    @Test
    void aPolicyIsNoPlaceToStoreThings() {
        var much = "{\"wording\": {\"templates\": {\"en\": {\"sms\": \"%s\", \"subject\": \"\", \"mail\": \"\"}}}}"
                .formatted("x".repeat(64 * 1024));
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> json.patch(DEFAULTS, much))
                .withMessageStartingWith("policy must not have more than");
    }

    @Test
    void whatAnOlderReleaseHasStoredHasTheDefaultsOfWhatItDidNotKnow() {
        assertThat(json.readStored("{\"numbers\": {\"testNumbers\": true}, \"limits\": {\"prefix\": null}}"))
                .isEqualTo(
                        json.patch(DEFAULTS, "{\"numbers\": {\"testNumbers\": true}, \"limits\": {\"prefix\": null}}"));
    }

    @Test
    void whatANewerReleaseHasStoredCanBeReadWithoutWhatIsNewInIt() {
        assertThat(json.readStored("{\"colour\": \"blue\", \"codes\": {\"alphabet\": \"0-9\"}}"))
                .isEqualTo(DEFAULTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"codes\": {\"length\": 5}}", "{\"codes\": 5}", "[]", "null"})
    void whatWasStoredAndCannotBeUsedSaysSo(String stored) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> json.readStored(stored));
    }
}

package ontime.issuer.json;

import com.fasterxml.jackson.annotation.Nulls;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import ontime.events.Channel;
import ontime.issuer.policy.InvalidPolicyException;
import ontime.issuer.policy.Origin;
import ontime.issuer.policy.Policy;
import ontime.issuer.policy.Supersession;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdConvertingSerializer;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.StdConverter;

/**
 * A policy as JSON: its records as objects, under the names of their components. What is written can be read again.
 *
 * <p>Durations are ISO 8601 ({@code PT5M}), languages BCP 47, zones IANA's. What may be off is {@code null} when it is;
 * missing means the same.
 */
public final class PolicyJson {

    /** Characters of a whole policy. Many languages fit; a store of something else does not. */
    private static final int LONGEST = 64 * 1024;

    private static final String DESTINATIONS = "destinations";

    private final JsonMapper mapper = JsonMapper.builder()
            .annotationIntrospector(new Nullness())
            .changeDefaultNullHandling(nulls -> nulls.withValueNulls(Nulls.FAIL, Nulls.FAIL))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addModule(forms())
            .build();

    private final ObjectReader strict = mapper.readerFor(Policy.class);

    /** Of another release of this program, older or newer. */
    private final ObjectReader lenient = strict.without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    public ObjectNode tree(Policy policy) {
        return mapper.valueToTree(policy);
    }

    public String write(Policy policy) {
        return mapper.writeValueAsString(policy);
    }

    /**
     * Reads a whole policy.
     *
     * @throws MalformedPolicyException when it has another form
     * @throws InvalidPolicyException when it could not work
     */
    public Policy read(JsonNode document) {
        CleanText.require(document);
        Policy policy = read(withDestinations(document), strict);
        if (write(policy).length() > LONGEST) {
            throw new InvalidPolicyException("policy", "must not have more than " + LONGEST + " characters");
        }
        return policy;
    }

    /** Callers of before there was a choice put a policy without it. */
    private static JsonNode withDestinations(JsonNode document) {
        if (!(document instanceof ObjectNode policy) || policy.has(DESTINATIONS)) {
            return document;
        }
        return policy.deepCopy()
                .put(DESTINATIONS, Policy.defaults().destinations().name());
    }

    /** Changes what a JSON merge patch (RFC 7396) names. Throws like {@link #read(JsonNode)}. */
    public Policy patch(Policy policy, JsonNode patch) {
        return read(MergePatch.apply(tree(policy), patch));
    }

    /** The same, with the patch as text. */
    public Policy patch(Policy policy, String patch) {
        try {
            return patch(policy, mapper.readTree(patch));
        } catch (JacksonException e) {
            // The cause would quote the text.
            throw MalformedPolicyException.ofType("policy", "is not JSON");
        }
    }

    /** Reads what {@link #write} has written, in whatever release: what it did not know yet has its default. */
    public Policy readStored(String json) {
        return read(MergePatch.overlay(tree(Policy.defaults()), mapper.readTree(json)), lenient);
    }

    private static Policy read(JsonNode document, ObjectReader reader) {
        if (!document.isObject()) {
            throw MalformedPolicyException.ofType("policy", "must be an object");
        }
        try {
            return reader.readValue(document);
        } catch (JacksonException e) {
            throw Complaint.of(e);
        }
    }

    private static SimpleModule forms() {
        var module = new SimpleModule();
        TextForm.add(
                module,
                Duration.class,
                Duration::toString,
                Duration::parse,
                "must be an ISO 8601 duration such as PT5M");
        TextForm.add(module, ZoneId.class, ZoneId::getId, ZoneId::of, "must be a time zone such as Europe/London");
        TextForm.add(
                module, Locale.class, Locale::toLanguageTag, PolicyJson::language, "must be language tags (BCP 47)");
        TextForm.add(
                module,
                Origin.class,
                Origin::host,
                Origin::new,
                "must be a host name of at most " + Origin.LONGEST + " characters");
        TextForm.add(module, Channel.class, Channel::name, Channel::valueOf, "may name SMS and EMAIL");
        module.addSerializer(new StdConvertingSerializer(Supersession.class, new FromSupersession()));
        module.addDeserializer(Supersession.class, new StdConvertingDeserializer<>(new ToSupersession()));
        return module;
    }

    private static Locale language(String tag) {
        var locale = new Locale.Builder().setLanguageTag(tag).build();
        if (locale.getLanguage().isEmpty()) {
            throw new IllegalArgumentException("names no language");
        }
        return locale;
    }

    private static final class FromSupersession extends StdConverter<Supersession, SupersessionForm> {
        @Override
        public SupersessionForm convert(Supersession supersession) {
            return SupersessionForm.of(supersession);
        }
    }

    private static final class ToSupersession extends StdConverter<SupersessionForm, Supersession> {
        @Override
        public Supersession convert(SupersessionForm form) {
            return form.supersession();
        }
    }
}

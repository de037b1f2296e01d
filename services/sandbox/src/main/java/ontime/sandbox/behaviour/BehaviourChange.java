package ontime.sandbox.behaviour;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A wish to change a {@link Behaviour}; what is null stays as it is.
 *
 * @param country ISO 3166-1 alpha-2; null when the change is meant for all countries
 */
public record BehaviourChange(
        @Nullable String country,
        @Nullable Long latencyMs,
        @Nullable Long deliveryDelayMs,
        @Nullable Double lossRate,
        @Nullable Double errorRate,
        @Nullable Integer throttlePerSecond,
        @Nullable Long receiptDelayMs,
        @Nullable Boolean outage,
        @Nullable Double failureRate,
        @Nullable Long receiptSpreadMs,
        @Nullable Double receiptLossRate,
        @Nullable Double receiptRepeatRate,
        @Nullable Long deliveryDelayP99Ms,
        @Nullable Double receiptLateRate,
        @Nullable Long receiptLateMs,
        @Nullable Double complaintRate,
        @Nullable Boolean notifications) {

    /** Long enough to outlive any code; a call that takes longer is an outage. */
    private static final long LONGEST_DELAY_MS = 600_000;

    private static final int HIGHEST_THROTTLE = 100_000;
    private static final Set<String> FIELDS = Set.of(
            "country",
            "latencyMs",
            "deliveryDelayMs",
            "lossRate",
            "errorRate",
            "throttlePerSecond",
            "receiptDelayMs",
            "outage",
            "failureRate",
            "receiptSpreadMs",
            "receiptLossRate",
            "receiptRepeatRate",
            "deliveryDelayP99Ms",
            "receiptLateRate",
            "receiptLateMs",
            "complaintRate",
            "notifications");

    /** A field of a change that makes no sense. The message tells what would. */
    public static final class InvalidField extends IllegalArgumentException {
        private final String field;

        public InvalidField(String field, String message) {
            super(field + " " + message);
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    /**
     * Reads what somebody sent. A number may be given as {@code false} and a switch as {@code 0}, because both switch a
     * fault off.
     *
     * @throws InvalidField when a field is unknown, of the wrong type or out of its range
     */
    public static BehaviourChange from(Map<String, ? extends @Nullable Object> fields) {
        for (String field : fields.keySet()) {
            if (!FIELDS.contains(field)) {
                throw new InvalidField(
                        field,
                        "is unknown; the fields are "
                                + String.join(", ", FIELDS.stream().sorted().toList()));
            }
        }
        return new BehaviourChange(
                country(fields.get("country")),
                whole(fields, "latencyMs", LONGEST_DELAY_MS),
                whole(fields, "deliveryDelayMs", LONGEST_DELAY_MS),
                rate(fields, "lossRate"),
                rate(fields, "errorRate"),
                throttle(fields),
                whole(fields, "receiptDelayMs", LONGEST_DELAY_MS),
                yesOrNo(fields, "outage"),
                rate(fields, "failureRate"),
                whole(fields, "receiptSpreadMs", LONGEST_DELAY_MS),
                rate(fields, "receiptLossRate"),
                rate(fields, "receiptRepeatRate"),
                whole(fields, "deliveryDelayP99Ms", LONGEST_DELAY_MS),
                rate(fields, "receiptLateRate"),
                whole(fields, "receiptLateMs", LONGEST_DELAY_MS),
                rate(fields, "complaintRate"),
                yesOrNo(fields, "notifications"));
    }

    /** What would change, by field; without the country. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "latencyMs", latencyMs);
        put(fields, "deliveryDelayMs", deliveryDelayMs);
        put(fields, "lossRate", lossRate);
        put(fields, "errorRate", errorRate);
        put(fields, "throttlePerSecond", throttlePerSecond);
        put(fields, "receiptDelayMs", receiptDelayMs);
        put(fields, "outage", outage);
        put(fields, "failureRate", failureRate);
        put(fields, "receiptSpreadMs", receiptSpreadMs);
        put(fields, "receiptLossRate", receiptLossRate);
        put(fields, "receiptRepeatRate", receiptRepeatRate);
        put(fields, "deliveryDelayP99Ms", deliveryDelayP99Ms);
        put(fields, "receiptLateRate", receiptLateRate);
        put(fields, "receiptLateMs", receiptLateMs);
        put(fields, "complaintRate", complaintRate);
        put(fields, "notifications", notifications);
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    Behaviour appliedTo(Behaviour before) {
        return new Behaviour(
                latencyMs == null ? before.latencyMs() : latencyMs,
                deliveryDelayMs == null ? before.deliveryDelayMs() : deliveryDelayMs,
                lossRate == null ? before.lossRate() : lossRate,
                errorRate == null ? before.errorRate() : errorRate,
                throttlePerSecond == null ? before.throttlePerSecond() : throttlePerSecond,
                receiptDelayMs == null ? before.receiptDelayMs() : receiptDelayMs,
                outage == null ? before.outage() : outage,
                failureRate == null ? before.failureRate() : failureRate,
                receiptSpreadMs == null ? before.receiptSpreadMs() : receiptSpreadMs,
                receiptLossRate == null ? before.receiptLossRate() : receiptLossRate,
                receiptRepeatRate == null ? before.receiptRepeatRate() : receiptRepeatRate,
                deliveryDelayP99Ms == null ? before.deliveryDelayP99Ms() : deliveryDelayP99Ms,
                receiptLateRate == null ? before.receiptLateRate() : receiptLateRate,
                receiptLateMs == null ? before.receiptLateMs() : receiptLateMs,
                complaintRate == null ? before.complaintRate() : complaintRate,
                notifications == null ? before.notifications() : notifications);
    }

    /** Both changes as one, this one first. */
    BehaviourChange then(BehaviourChange later) {
        return new BehaviourChange(
                country,
                later.latencyMs == null ? latencyMs : later.latencyMs,
                later.deliveryDelayMs == null ? deliveryDelayMs : later.deliveryDelayMs,
                later.lossRate == null ? lossRate : later.lossRate,
                later.errorRate == null ? errorRate : later.errorRate,
                later.throttlePerSecond == null ? throttlePerSecond : later.throttlePerSecond,
                later.receiptDelayMs == null ? receiptDelayMs : later.receiptDelayMs,
                later.outage == null ? outage : later.outage,
                later.failureRate == null ? failureRate : later.failureRate,
                later.receiptSpreadMs == null ? receiptSpreadMs : later.receiptSpreadMs,
                later.receiptLossRate == null ? receiptLossRate : later.receiptLossRate,
                later.receiptRepeatRate == null ? receiptRepeatRate : later.receiptRepeatRate,
                later.deliveryDelayP99Ms == null ? deliveryDelayP99Ms : later.deliveryDelayP99Ms,
                later.receiptLateRate == null ? receiptLateRate : later.receiptLateRate,
                later.receiptLateMs == null ? receiptLateMs : later.receiptLateMs,
                later.complaintRate == null ? complaintRate : later.complaintRate,
                later.notifications == null ? notifications : later.notifications);
    }

    private static @Nullable String country(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof String text && text.matches("[A-Z]{2}")) {
            return text;
        }
        throw new InvalidField("country", "must be two capital letters (ISO 3166-1), for example GB");
    }

    private static @Nullable Integer throttle(Map<String, ? extends @Nullable Object> fields) {
        Long value = whole(fields, "throttlePerSecond", HIGHEST_THROTTLE);
        return value == null ? null : Math.toIntExact(value);
    }

    private static @Nullable Long whole(Map<String, ? extends @Nullable Object> fields, String field, long highest) {
        Double value = number(fields, field, highest);
        if (value == null) {
            return null;
        }
        if (value != Math.rint(value)) {
            throw new InvalidField(field, "must be a whole number from 0 to " + highest);
        }
        return value.longValue();
    }

    private static @Nullable Double rate(Map<String, ? extends @Nullable Object> fields, String field) {
        return number(fields, field, 1);
    }

    private static @Nullable Double number(Map<String, ? extends @Nullable Object> fields, String field, long highest) {
        Object value = fields.get(field);
        if (value == null) {
            return null;
        }
        if (Boolean.FALSE.equals(value)) {
            return 0.0;
        }
        if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= highest) {
            return number.doubleValue();
        }
        throw new InvalidField(field, "must be a number from 0 to " + highest);
    }

    private static @Nullable Boolean yesOrNo(Map<String, ? extends @Nullable Object> fields, String field) {
        Object value = fields.get(field);
        if (value == null) {
            return null;
        }
        if (value instanceof Boolean yes) {
            return yes;
        }
        if (value instanceof Number number && number.doubleValue() == 0) {
            return false;
        }
        throw new InvalidField(field, "must be true or false");
    }
}

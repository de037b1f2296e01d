package ontime.directory.destination;

/**
 * How a tenant's phone numbers are read.
 *
 * @param region ISO 3166-1 alpha-2, for numbers without a country code
 * @param testNumbers whether ranges that are reserved for fiction count as mobiles
 */
public record NumberingPlan(String region, boolean testNumbers) {}

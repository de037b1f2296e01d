package ontime.gateway.aws;

import java.util.regex.Pattern;

/**
 * The name of a topic: {@code arn:aws:sns:eu-west-2:123456789012:bounces}.
 *
 * @param arn the whole name
 * @param region that signs for it
 */
public record Topic(String arn, String region) {

    private static final Pattern ARN = Pattern.compile(
            "arn:aws(?:-cn|-us-gov)?:sns:([a-z]{2}(?:-[a-z]+)+-\\d):\\d{12}:[A-Za-z0-9_-]{1,256}(?:\\.fifo)?");

    /** Reads a name. */
    public static Topic of(String arn) {
        var parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not the ARN of an SNS topic");
        }
        return new Topic(arn, parts.group(1));
    }

    /** Where SNS answers for this topic. */
    String host() {
        return "sns." + region + (arn.startsWith("arn:aws-cn:") ? ".amazonaws.com.cn" : ".amazonaws.com");
    }

    @Override
    public String toString() {
        return arn;
    }
}

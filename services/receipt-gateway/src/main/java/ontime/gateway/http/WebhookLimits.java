package ontime.gateway.http;

/**
 * How much a caller may send, in bytes.
 *
 * @param snsBody of a message of SNS
 * @param firehoseBody of a call by Firehose, as sent and unpacked
 * @param firehoseContent to how much the records of one call may unpack
 */
public record WebhookLimits(int snsBody, int firehoseBody, int firehoseContent) {}

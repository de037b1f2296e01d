/** The way of a delivery status: from the log of SNS over CloudWatch Logs and Data Firehose to whoever subscribed. */
@NullMarked
package ontime.sandbox.carrier.firehose;

import org.jspecify.annotations.NullMarked;

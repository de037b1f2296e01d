/**
 * A topic of SNS: what SES and End User Messaging tell is published there, signed, and posted to whoever subscribed.
 */
@NullMarked
package ontime.sandbox.carrier.topic;

import org.jspecify.annotations.NullMarked;

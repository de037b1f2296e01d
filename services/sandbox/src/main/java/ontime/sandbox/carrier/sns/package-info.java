/** The phone network's door: an endpoint that speaks the AWS Query protocol as Amazon SNS does. */
@NullMarked
package ontime.sandbox.carrier.sns;

import org.jspecify.annotations.NullMarked;

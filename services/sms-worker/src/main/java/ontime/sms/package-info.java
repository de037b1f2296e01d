/** Delivers codes by SMS through AWS SNS. */
@NullMarked
package ontime.sms;

import org.jspecify.annotations.NullMarked;

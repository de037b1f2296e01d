/** What a code can be sent to: phone numbers and mail addresses, checked as the issuer checks them. */
@NullMarked
package ontime.directory.destination;

import org.jspecify.annotations.NullMarked;

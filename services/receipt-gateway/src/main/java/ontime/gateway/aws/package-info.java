/** Reads what AWS sends, and makes sure that it was AWS. */
@NullMarked
package ontime.gateway.aws;

import org.jspecify.annotations.NullMarked;

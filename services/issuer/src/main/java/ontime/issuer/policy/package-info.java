/** What a tenant allows and wants: codes, numbers, channels, wording, limits. */
@NullMarked
package ontime.issuer.policy;

import org.jspecify.annotations.NullMarked;

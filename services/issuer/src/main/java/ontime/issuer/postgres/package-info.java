/** What the issuer keeps: challenges with their events, policies, counters. */
@NullMarked
package ontime.issuer.postgres;

import org.jspecify.annotations.NullMarked;

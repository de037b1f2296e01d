/** Where the time of many deliveries went: percentiles of the ledgers, in groups. */
@NullMarked
package ontime.history.latency;

import org.jspecify.annotations.NullMarked;

/** Keeps handovers and reports in PostgreSQL until they have met. */
@NullMarked
package ontime.gateway.postgres;

import org.jspecify.annotations.NullMarked;

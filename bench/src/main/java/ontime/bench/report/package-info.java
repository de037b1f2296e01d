/** What a benchmark has found, as tables, as JSON and as drawings. */
@NullMarked
package ontime.bench.report;

import org.jspecify.annotations.NullMarked;

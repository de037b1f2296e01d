/** How all benchmarks measure: the load that they make, the times that they take. */
@NullMarked
package ontime.bench.measure;

import org.jspecify.annotations.NullMarked;

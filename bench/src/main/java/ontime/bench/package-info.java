/** Benchmarks. Each measures its baseline in the same run, because machines are noisy and only ratios travel. */
@NullMarked
package ontime.bench;

import org.jspecify.annotations.NullMarked;

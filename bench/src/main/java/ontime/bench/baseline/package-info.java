/** What the worker is compared with: other ways to do the same work, each as its documentation advises. */
@NullMarked
package ontime.bench.baseline;

import org.jspecify.annotations.NullMarked;

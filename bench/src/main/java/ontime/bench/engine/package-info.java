/** What the worker engine does under load, in trouble and with a mountain of work, beside the baselines. */
@NullMarked
package ontime.bench.engine;

import org.jspecify.annotations.NullMarked;

/** One service of the product by itself, with the servers that it needs, as a process of its own. */
@NullMarked
package ontime.bench.service;

import org.jspecify.annotations.NullMarked;

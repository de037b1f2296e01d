/** The way in for what providers and mail servers report. */
@NullMarked
package ontime.gateway;

import org.jspecify.annotations.NullMarked;

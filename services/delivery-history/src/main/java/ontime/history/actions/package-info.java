/** What people at the console may have done for somebody on the telephone: by the issuer, and never without a trace. */
@NullMarked
package ontime.history.actions;

import org.jspecify.annotations.NullMarked;

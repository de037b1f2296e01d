/** The grammar of languages: plurals and the patterns of messages. */
@NullMarked
package ontime.issuer.icu;

import org.jspecify.annotations.NullMarked;

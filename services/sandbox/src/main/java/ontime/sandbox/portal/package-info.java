/** The demo page's own back end, which plays the auth service: it holds the API key and calls the issuer. */
@NullMarked
package ontime.sandbox.portal;

import org.jspecify.annotations.NullMarked;

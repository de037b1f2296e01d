/** The time ledger: which instants of a delivery are known, and whose seconds lie between them. */
@NullMarked
package ontime.history.ledger;

import org.jspecify.annotations.NullMarked;

/** Tables for spreadsheets (RFC 4180) in which nothing is a formula. */
@NullMarked
package ontime.history.csv;

import org.jspecify.annotations.NullMarked;

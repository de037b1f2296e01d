/**
 * What the pages of all services share: their looks, what browsers are told to refuse, and how long somebody may guess.
 */
@NullMarked
package ontime.pages;

import org.jspecify.annotations.NullMarked;

/**
 * The ways out of a channel: which of them a message takes, how many calls are on their way at once and how fast they
 * follow each other, and what their answers say about their health. Decides and counts; makes no call itself.
 */
@NullMarked
package ontime.delivery.route;

import org.jspecify.annotations.NullMarked;

/** Prometheus rules and Grafana dashboards, written from short descriptions of them. */
@NullMarked
package ontime.grafana;

import org.jspecify.annotations.NullMarked;

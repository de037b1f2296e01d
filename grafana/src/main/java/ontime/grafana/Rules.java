package ontime.grafana;

import java.util.stream.Collectors;
import ontime.grafana.Objectives.Burn;
import ontime.grafana.Objectives.Objective;

/**
 * Prometheus rules that follow from the objectives: ratios over each window, and alerts by how fast the budget goes.
 */
final class Rules {

    /** Short enough that it is part of every window; longer ones are sums of it, weighted by traffic of themselves. */
    private static final String STEP = "5m";

    private final Objectives objectives;

    Rules(Objectives objectives) {
        this.objectives = objectives;
    }

    /** As a file of rules. */
    String yaml() {
        return objectives.slos().stream()
                .map(this::group)
                .collect(Collectors.joining(
                        "", "# Written from grafana/slo.yaml; change that, not this.\ngroups:\n", ""));
    }

    private String group(Objective slo) {
        return """
                  - name: ontime-slo-%1$s
                    rules:
                      # %2$s
                      - record: ontime:slo_objective:ratio
                        labels: {slo: %1$s}
                        expr: vector(%3$s)
                      # Every replica of the history judges every code: the largest of their numbers is the true one.
                      - record: ontime:slo_all:rate%4$s
                        labels: {slo: %1$s}
                        expr: sum by (channel) (max without (instance) (rate(otp_promises_total{promise="%1$s"}[%4$s])))
                      - record: ontime:slo_broken:rate%4$s
                        labels: {slo: %1$s}
                        expr: sum by (channel) (max without (instance) (rate(otp_promises_total{promise="%1$s",kept="false"}[%4$s])))
                """.formatted(
                                slo.name(),
                                slo.promise(),
                                slo.objective().movePointLeft(2).toPlainString(),
                                STEP)
                + objectives.windows().stream()
                        .map(window -> ratio(slo, window))
                        .collect(Collectors.joining())
                + objectives.burns().stream().map(burn -> alert(slo, burn)).collect(Collectors.joining());
    }

    /** Nothing, and not a number that is none, where there was no traffic. */
    private static String ratio(Objective slo, String window) {
        return """
                      - record: ontime:slo_broken:ratio%2$s
                        labels: {slo: %1$s}
                        expr: |
                          sum_over_time(ontime:slo_broken:rate%3$s{slo="%1$s"}[%2$s])
                            / (sum_over_time(ontime:slo_all:rate%3$s{slo="%1$s"}[%2$s]) > 0)
                """.formatted(slo.name(), window, STEP);
    }

    private String alert(Objective slo, Burn burn) {
        return """
                      - alert: %2$s%3$s
                        labels: {severity: %4$s}
                        expr: |
                          ontime:slo_broken:ratio%5$s{slo="%1$s"} > %7$s * %8$s
                            and ontime:slo_broken:ratio%6$s{slo="%1$s"} > %7$s * %8$s
                            and on (channel)
                              sum by (channel) (max without (instance) (increase(otp_promises_total{promise="%1$s",kept="false"}[%5$s]))) >= %9$d
                        annotations:
                          summary: "{{ $labels.channel }} burns the budget of %12$s at a rate of %7$s. Promised: %10$s"
                          description: "It was not true of {{ $value | humanizePercentage }} in the last %5$s. It may be of %13$s %%."
                          runbook_url: %11$s
                """.formatted(
                        slo.name(),
                        slo.alert(),
                        burn.speed(),
                        burn.severity(),
                        burn.longer(),
                        burn.shorter(),
                        burn.rate().toPlainString(),
                        slo.allowed().toPlainString(),
                        burn.least(),
                        slo.promise(),
                        objectives.section(slo.alert()),
                        objectives.budget(),
                        slo.allowed().movePointRight(2).toPlainString());
    }
}

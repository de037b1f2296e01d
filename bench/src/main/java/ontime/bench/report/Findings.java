package ontime.bench.report;

import java.util.List;

/**
 * What one part of a benchmark has found.
 *
 * @param part its name, which is also that of its files
 * @param question that it answers
 * @param notes on how it was measured, and on what is not as it should be
 */
public record Findings(
        String part, String question, Table table, List<Goal> goals, List<String> notes, List<Plot> plots) {}

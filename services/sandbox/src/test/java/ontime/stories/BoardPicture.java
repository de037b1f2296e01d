package ontime.stories;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Draws a dashboard with its data, for people who have no Grafana at hand. It is no Grafana: only the data are true.
 */
final class BoardPicture {

    private static final int COLUMN = 50;
    private static final int LINE = 30;
    private static final int COLUMNS = 24;
    private static final int GAP = 4;

    private final Board board;
    private final Function<Board.Query, JsonNode> prometheus;

    BoardPicture(Board board, Function<Board.Query, JsonNode> prometheus) {
        this.board = board;
        this.prometheus = prometheus;
    }

    /** A series with its name and its values by second. */
    record Series(String name, Map<Long, Double> values) {

        double last() {
            return values.isEmpty() ? Double.NaN : List.copyOf(values.values()).getLast();
        }
    }

    String svg() {
        int lines = board.panels().stream()
                .mapToInt(panel -> panel.place().y() + panel.place().height())
                .max()
                .orElse(1);
        var svg = new Svg(COLUMNS * COLUMN, (lines + 1) * LINE);
        svg.text(10, 20, 16, "#202124", board.title());
        for (Board.Panel panel : board.panels()) {
            draw(svg, panel);
        }
        return svg.toString();
    }

    private void draw(Svg svg, Board.Panel panel) {
        int x = panel.place().x() * COLUMN;
        int y = (panel.place().y() + 1) * LINE;
        int width = panel.place().width() * COLUMN;
        int height = panel.place().height() * LINE;
        if (panel.queries().isEmpty()) {
            svg.text(x + 10, y + 20, 14, "#5f6368", panel.title());
            return;
        }
        svg.frame(x + GAP, y + GAP, width - 2 * GAP, height - 2 * GAP);
        svg.text(x + 14, y + 22, 12, "#202124", panel.title());
        new PanelPicture(svg, panel, x + 14, y + LINE, width - 28, height - LINE - 14).draw(series(panel));
    }

    private List<Series> series(Board.Panel panel) {
        var all = new ArrayList<Series>();
        for (Board.Query query : panel.queries()) {
            for (JsonNode series : prometheus.apply(query)) {
                var values = Samples.of(series);
                if (!values.isEmpty()) {
                    all.add(new Series(name(query, series.at("/metric")), values));
                }
            }
        }
        return all;
    }

    private static String name(Board.Query query, JsonNode labels) {
        if (!query.legend().equals("__auto")) {
            return query.name(labels);
        }
        return String.join(
                " ", labels.valueStream().map(value -> value.asString()).toList());
    }
}

package io.sensorstreams.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws the rows per second of all contenders as horizontal bars in SVG. Each part has a
 * separate scale: its longest bar is its fastest contender.
 */
public final class Chart {

    private static final int LABEL = 260;

    private static final int BAR = 360;

    private static final int LINE = 22;

    private static final int MARGIN = 12;

    private Chart() {
    }

    public static String svg(List<Figure> figures) {
        List<String> shapes = new ArrayList<>();
        int y = MARGIN;
        for (String part : figures.stream().map(Figure::part).distinct().toList()) {
            List<Figure> bars = figures.stream().filter((figure) -> figure.part().equals(part)).toList();
            double longest = bars.stream().mapToDouble((bar) -> bar.series().median()).max().orElse(1);
            shapes.add(text(MARGIN, y, "bold", part + ", " + bars.get(0).unit()));
            y += LINE;
            for (Figure bar : bars) {
                shapes.addAll(bar(bar, y, longest));
                y += LINE;
            }
            y += MARGIN;
        }
        int width = LABEL + BAR + 110;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n%s\n</svg>\n"
            .formatted(width, y + MARGIN, String.join("\n", shapes));
    }

    private static List<String> bar(Figure figure, int y, double longest) {
        int length = (int) Math.max(1, Math.round(BAR * figure.series().median() / longest));
        boolean ours = figure.name().contains("service");
        return List.of(text(MARGIN, y, "normal", figure.name()),
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>".formatted(LABEL, y, length, LINE - 6,
                        ours ? "#1f77b4" : "#bbbbbb"),
                text(LABEL + length + 6, y, "normal", Report.number(figure.series().median())));
    }

    private static String text(int x, int y, String weight, String text) {
        return "<text x=\"%d\" y=\"%d\" font-weight=\"%s\">%s</text>".formatted(x, y + LINE - 9, weight,
                text.replace("&", "&amp;").replace("<", "&lt;"));
    }

}

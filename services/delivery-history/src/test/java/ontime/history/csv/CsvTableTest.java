package ontime.history.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                " =1",
                "\t=1",
                "\r=1",
                "\n=1",
                "\u00a0=1",
                "\u200b=1",
                "＝1",
                "＋1",
                "－1",
                "＠x",
                "a;=1",
                "a,=1",
                "a|=1",
                "a\"=1",
                "a; =1",
                "';=1"
            })
    void nothingIsAFormulaHoweverTheSheetDividesCells(String text) {
        var cell = lines(new CsvTable("title").row(List.of(text)))[1];

        for (var part : cell.split("[,;|\"\t]", -1)) {
            assertThat(part.strip()).doesNotMatch("(?s)[\\p{Z}\\p{Cf}]*[=+\\-@＝＋－＠\t\r\n].*");
        }
        assertThat(cell).contains("'");
    }

    @Test
    void whatIsHarmlessStaysAsItIs() {
        var table = new CsvTable("a", "b", "c", "d").row(Arrays.asList("x \"y\"", null, 12, "2026-03-02T10:00:00Z"));

        assertThat(lines(table))
                .containsExactly("\"a\",\"b\",\"c\",\"d\"", "\"x \"\"y\"\"\",\"\",\"12\",\"2026-03-02T10:00:00Z\"");
    }

    @Test
    void aCellIsOneLine() {
        assertThat(lines(new CsvTable("a").row(List.of("one\r\ntwo\u2028three"))))
                .hasSize(2);
    }

    @Test
    void spreadsheetsAreToldThatItIsUtf8() {
        assertThat(new CsvTable("a").toString()).startsWith("\ufeff\"a\"").endsWith("\r\n");
    }

    private static String[] lines(CsvTable table) {
        return table.toString().replace("\ufeff", "").split("\r\n");
    }
}

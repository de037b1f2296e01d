package ontime.directory.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void readsQuotationsLineBreaksInThemAndTheLinesThatRowsBeginAt() throws MalformedTableException {
        var rows = Csv.read("\ufeffa,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\n\n,\n\"\"");

        assertThat(rows)
                .containsExactly(
                        new Csv.Row(1, List.of("a", "b")),
                        new Csv.Row(2, List.of("x, \"y\"", "two\nlines")),
                        new Csv.Row(5, List.of("", "")),
                        new Csv.Row(6, List.of("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"open", "a\"b", "\"a\"b", "\"a\"\"", "\"a\" \"b\""})
    void refusesWhatIsNoTable(String text) {
        assertThatThrownBy(() -> Csv.read(text)).isInstanceOf(MalformedTableException.class);
    }

    @Test
    void noCellIsAFormulaForASpreadsheet() {
        assertThat(Csv.line(List.of("=1+1", "+44 •••• ••0123", "-2", "@sum", "\tx", "plain", "a,\"b\"")))
                .isEqualTo("'=1+1,'+44 •••• ••0123,'-2,'@sum,'\tx,plain,\"a,\"\"b\"\"\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "phone,email\n1,2",
                "userId,userId\n1,2",
                "userId,fax\n1,2",
                "userId,phone\n1",
                "userId,phone\n1,2,3"
            })
    void refusesATableOfOtherColumns(String text) {
        assertThatThrownBy(() -> ImportTable.read(text)).isInstanceOf(MalformedTableException.class);
    }

    @Test
    void whatIsEmptyIsLeftAsItIs() throws MalformedTableException {
        var rows = ImportTable.read("phone,userId,locale\n,u-1,\n 07700 900123 , u-2 ,cy")
                .rows();

        assertThat(rows)
                .containsExactly(
                        new ImportTable.User(2, "u-1", null, null, null),
                        new ImportTable.User(3, "u-2", "07700 900123", null, "cy"));
    }
}

package io.sensorstreams.producer.dialect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class DialectCheckTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'delimiter':''}                                | delimiter
            {'delimiter':'::'}                              | delimiter
            {'delimiter':'a'}                               | delimiter
            {'delimiter':'§'}                               | delimiter
            {'delimiter':'\\n'}                             | delimiter
            {'quote':'ab'}                                  | quote
            {'quote':'1'}                                   | quote
            {'escape':'xy'}                                 | escape
            {'decimal':''}                                  | decimal
            {'decimal':';'}                                 | decimal
            {'thousands':'ab'}                              | thousands
            {'thousands':'3'}                               | thousands
            {'thousands':'-'}                               | thousands
            {'thousands':'.'}                               | thousands
            {'decimal':',','thousands':','}                 | thousands
            {'delimiter':';','quote':';'}                   | quote
            {'delimiter':';','escape':';'}                  | escape
            {'escape':'#','quote':'#'}                      | escape
            {'quote':'.'}                                   | decimal
            {'escape':'_','thousands':'_'}                  | thousands
            {'decimal':',','quote':''}                      | decimal
            {'thousands':',','quote':''}                    | thousands
            {'comment':'  '}                                | comment
            {'comment':'a\\nb'}                             | comment
            {'comment':' #','trim':true}                    | comment
            {'comment':'123456789012345678901'}             | comment
            {'comment':'x'}                                 | comment
            {'comment':'1#'}                                | comment
            {'comment':'Ü'}                                 | comment
            {'comment':'\\u0022','quote':''}                 | comment
            {'delimiter':'#','comment':'#'}                 | comment
            {'quote':'#','comment':'##'}                    | comment
            {'encoding':'UTF-9'}                            | encoding
            {'encoding':''}                                 | encoding
            {'encoding':'not a name'}                       | encoding
            {'skipLines':-1}                                | skipLines
            {'skipLines':1001}                              | skipLines
            {'unitLines':-1}                               | unitLines
            {'unitLines':101}                              | unitLines
            {'columns':['a','']}                            | columns[1]
            {'columns':['a','b','a']}                       | columns[2]
            {'columns':[null]}                              | columns[0]
            {'columns':['a\\tb']}                           | columns[0]
            """)
    void namesTheInvalidSetting(String dialect, String field) {
        assertThat(DialectCheck.faults(read(dialect))).containsOnlyKeys(field);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{'delimiter':'\\t'}", "{'delimiter':'\\u0001','quote':''}", "{'delimiter':' '}",
            "{'decimal':','}", "{'decimal':',','thousands':'.','delimiter':';'}", "{'thousands':'\\u202f'}",
            "{'quote':'','escape':'\\\\'}", "{'comment':'//','trim':true}", "{'encoding':'utf-16'}",
            "{'encoding':'windows-1258'}", "{'columns':['a','b'],'headerLine':1}", "{'skipLines':1000}" })
    void acceptsADialect(String dialect) {
        assertThat(DialectCheck.faults(read(dialect))).isEmpty();
    }

    @Test
    void knowsWhetherTheEncodingIsUtf8() {
        assertThat(read("{'encoding':'utf8'}").isUtf8()).isTrue();
        assertThat(read("{'encoding':'UTF-16'}").isUtf8()).isFalse();
        assertThat(read("{'encoding':'UTF-9'}").isUtf8()).isFalse();
        assertThat(read("{'encoding':'not a name'}").isUtf8()).isFalse();
    }

    @Test
    void limitsTheNames() {
        String name = "x".repeat(5001);

        assertThat(DialectCheck.faults(read("{'columns':['a" + name + "','b" + name + "']}")))
            .containsOnlyKeys("columns");
    }

    private static Dialect read(String dialect) {
        return JSON.readValue(dialect.replace('\'', '"'), Dialect.class);
    }

}

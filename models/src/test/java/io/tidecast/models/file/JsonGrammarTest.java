package io.tidecast.models.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JsonGrammarTest {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?");
    private static final char[] ALPHABET = {'-', '+', '.', 'e', 'E', '0', '7', '٣'};
    private static final int LONGEST = 6;

    @Test
    void everyShortTextIsANumberOrNotAsTheGrammarSays() {
        check("");
    }

    private static void check(String text) {
        assertEquals(NUMBER.matcher(text).matches(), JsonGrammar.isNumber(text), text);
        if (text.length() < LONGEST) {
            for (char next : ALPHABET) {
                check(text + next);
            }
        }
    }
}

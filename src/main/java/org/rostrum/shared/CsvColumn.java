package org.rostrum.shared;

/**
 * A column of a kind of file.
 *
 * @param name as its header says it
 * @param required whether a file without it cannot be read
 * @param meaning for those who fill it in
 * @param example of a value
 */
public record CsvColumn(String name, boolean required, String meaning, String example) {

    public static CsvColumn required(String name, String meaning, String example) {
        return new CsvColumn(name, true, meaning, example);
    }

    public static CsvColumn optional(String name, String meaning, String example) {
        return new CsvColumn(name, false, meaning, example);
    }
}

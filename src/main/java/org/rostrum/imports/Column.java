package org.rostrum.imports;

/**
 * A column of a kind of file.
 *
 * @param name as its header says it
 * @param required whether a file without it cannot be read
 * @param meaning for those who fill it in
 * @param example of a value
 */
public record Column(String name, boolean required, String meaning, String example) {

    static Column required(String name, String meaning, String example) {
        return new Column(name, true, meaning, example);
    }

    static Column optional(String name, String meaning, String example) {
        return new Column(name, false, meaning, example);
    }
}

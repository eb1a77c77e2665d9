package org.rostrum.contributions.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriUtils;

/** The address of a list with its filter and order, and those that differ from it in one thing. */
final class ListAddress {

    /** Where a list without an end goes on; it means nothing in another filter or order. */
    private static final String OLDER = "older";

    private final String path;
    private final MultiValueMap<String, String> said = new LinkedMultiValueMap<>();

    ListAddress(String path, MultiValueMap<String, String> said) {
        this.path = path;
        said.forEach((name, values) -> values.stream()
                .filter(value -> value != null && !value.isBlank() && !name.equals(OLDER))
                .forEach(value -> this.said.add(name, value)));
    }

    String whole() {
        return written(said);
    }

    String bare() {
        return path;
    }

    String with(String name, String value) {
        MultiValueMap<String, String> other = copy();
        other.set(name, value);
        return written(other);
    }

    String older(String cursor) {
        return with(OLDER, cursor);
    }

    String without(String name) {
        MultiValueMap<String, String> other = copy();
        other.remove(name);
        return written(other);
    }

    /** Without one of several values. */
    String without(String name, String value) {
        MultiValueMap<String, String> other = copy();
        List<String> rest = other.getOrDefault(name, List.of()).stream()
                .filter(one -> !one.equalsIgnoreCase(value))
                .toList();
        other.remove(name);
        rest.forEach(one -> other.add(name, one));
        return written(other);
    }

    String sorted(String sort, boolean descending) {
        MultiValueMap<String, String> other = copy();
        other.set("sort", sort);
        other.set("dir", descending ? "desc" : "asc");
        return written(other);
    }

    private MultiValueMap<String, String> copy() {
        return new LinkedMultiValueMap<>(said);
    }

    private String written(MultiValueMap<String, String> parameters) {
        StringBuilder address = new StringBuilder(path);
        parameters.forEach((name, values) ->
                values.forEach(value -> address.append(address.length() == path.length() ? '?' : '&')
                        .append(UriUtils.encode(name, StandardCharsets.UTF_8))
                        .append('=')
                        .append(UriUtils.encode(value, StandardCharsets.UTF_8))));
        return address.toString();
    }
}

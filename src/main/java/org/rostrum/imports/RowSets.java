package org.rostrum.imports;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes many rows with one statement, which reads them as JSON: ten thousand people are not ten thousand journeys. */
@Component
class RowSets {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RowSets(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param sql with :rows, the JSON of those rows that write */
    void write(List<Planned> rows, String sql) {
        jdbc.sql(sql).param("rows", written(rows)).update();
    }

    String written(List<Planned> rows) {
        return json.writeValueAsString(
                rows.stream().filter(Planned::writes).map(Planned::written).toList());
    }
}

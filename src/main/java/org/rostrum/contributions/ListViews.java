package org.rostrum.contributions;

import java.util.Arrays;
import java.util.Optional;
import org.rostrum.organizations.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people chose of columns, kept with them wherever they sign in. */
@Service
public class ListViews {

    private final JdbcClient jdbc;

    ListViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public ListView of(PersonId person) {
        return jdbc.sql("select columns, compact from list_view where person_id = :person")
                .param("person", person.value())
                .query((row, n) -> new ListView(
                        Arrays.stream((String[]) row.getArray("columns").getArray())
                                .map(ListColumn::byCode)
                                .flatMap(Optional::stream)
                                .toList(),
                        row.getBoolean("compact")))
                .optional()
                .orElse(ListView.USUAL);
    }

    @Transactional
    public void choose(PersonId person, ListView view) {
        jdbc.sql("""
                        insert into list_view (person_id, columns, compact) values (:person, :columns, :compact)
                        on conflict (person_id) do update set columns = excluded.columns, compact = excluded.compact""")
                .param("person", person.value())
                .param("columns", view.columns().stream().map(ListColumn::code).toArray(String[]::new))
                .param("compact", view.compact())
                .update();
    }

    /** Back to what everybody sees. */
    @Transactional
    public void forget(PersonId person) {
        jdbc.sql("delete from list_view where person_id = :person")
                .param("person", person.value())
                .update();
    }
}

package org.rostrum.agendas.outputs;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.ItemKind;

/** Agendas that try what writes them. */
final class SampleSheet {

    static final String ARABIC = "مراجعة بروتوكول إدارة الأجهزة";
    static final String CHINESE = "设备管理协议评审";
    static final String KOREAN = "장치 관리";
    static final String JAPANESE = "デバイス管理";
    static final String FORMULA = "=HYPERLINK(\"http://example.org\",\"click\")";
    static final String LONG =
            "Alignment of the bootstrap retry timer with what forty thousand meters reported in the field "
                    .repeat(4)
                    .substring(0, 300);

    private SampleSheet() {}

    static AgendaSheet of(AgendaSheet.Item... items) {
        return sheet(null, List.of(items));
    }

    static AgendaSheet noticed(String notice, AgendaSheet.Item... items) {
        return sheet(notice, List.of(items));
    }

    private static AgendaSheet sheet(@Nullable String notice, List<AgendaSheet.Item> items) {
        return new AgendaSheet(
                "Open Mobile Alliance",
                "DMSO",
                "DMSO meeting in Exampleville",
                "Agenda of DMSO meeting in Exampleville",
                List.of(
                        new AgendaSheet.Fact("Group", "DMSO, Device Management & Service Objects"),
                        new AgendaSheet.Fact("When", "Thu 26 Nov 2026, 14:00 – Fri 27 Nov 2026, 17:00 CET (Warsaw)"),
                        new AgendaSheet.Fact("Time zone", "Europe/Warsaw; all times here are in it"),
                        new AgendaSheet.Fact("Where", "Congress <Centre>, Kraków"),
                        new AgendaSheet.Fact(
                                "Version", "3, published Mon 23 Nov 2026, 09:00 CET (Warsaw) by Carla Chair"),
                        new AgendaSheet.Fact("Document", "OMA-DMSO-2026-0042R02")),
                "Version 3",
                "OMA-DMSO-2026-0042R02",
                notice,
                "Item 7 moved before the break.\n" + ARABIC,
                "Europe/Warsaw",
                "DMSO-2026-11-26-agenda-v03",
                items);
    }

    static AgendaSheet.Item item(String number, int depth, String title, String notes, AgendaSheet.Handled... handled) {
        return new AgendaSheet.Item(
                number,
                depth,
                ItemKind.NORMAL,
                title,
                "Carla Chair",
                45,
                LocalDateTime.of(2026, 11, 26, 14, 30),
                "Thu 26 Nov, 14:30",
                notes,
                NoteBlock.of(notes),
                List.of(handled));
    }

    static AgendaSheet.Item pause(String title) {
        return new AgendaSheet.Item("", 0, ItemKind.BREAK, title, null, 30, null, "", "", List.of(), List.of());
    }

    static AgendaSheet.Handled alone(AgendaSheet.Document document) {
        return new AgendaSheet.Handled(null, List.of(document));
    }

    static AgendaSheet.Document document(int serial, String title) {
        return new AgendaSheet.Document(
                "OMA-DMSO-2026-%04dR01".formatted(serial),
                "CR",
                title,
                "Fictel Networks, Lorem Devices",
                "Agreement",
                "Allocated",
                serial % 7 == 0);
    }

    /** As large as they come, and in every script. */
    static AgendaSheet large() {
        String[] titles = {
            "Bootstrap retry timer",
            ARABIC,
            CHINESE + " (" + KOREAN + ", " + JAPANESE + ")",
            "Firmware 🚀 update 😀 states 🇵🇱",
            LONG,
            "שלום and (parentheses) in 12 places",
            "W".repeat(120),
            "Ελληνικά, Кириллица, Tiếng Việt, Łódź"
        };
        List<AgendaSheet.Item> items = new ArrayList<>();
        int serial = 1;
        for (int i = 0; i < 400; i++) {
            if (i % 50 == 49) {
                items.add(pause("Coffee"));
                continue;
            }
            List<AgendaSheet.Handled> handled = new ArrayList<>();
            int count = i % 40 == 3 ? 60 : i % 4 == 0 ? 0 : 4;
            while (handled.size() < count && serial <= 1_600) {
                handled.add(alone(document(serial, titles[serial++ % titles.length])));
            }
            if (count >= 4 && serial < 1_600) {
                handled.add(
                        1,
                        new AgendaSheet.Handled(
                                "Editorial corrections",
                                List.of(
                                        document(serial, "First " + titles[serial++ % titles.length]),
                                        document(serial, "Second"))));
                serial++;
            }
            String notes = i % 9 == 0
                    ? "The chair asks:\n\n- one **thing**\n- another, see [the page](https://example.org/x)\n    - deeper\n\n3. third\n4. fourth\n\n"
                            + ARABIC
                    : "";
            items.add(item(
                    i % 8 == 0 ? String.valueOf(i / 8 + 1) : (i / 8 + 1) + "." + i % 8,
                    i % 8 == 0 ? 0 : 1,
                    titles[i % titles.length],
                    notes,
                    handled.toArray(AgendaSheet.Handled[]::new)));
        }
        return sheet("DRAFT: for the officers only, not published.", items);
    }
}

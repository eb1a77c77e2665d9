package org.rostrum.testing;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The people of the sample body and of the tests, all invented. Their account, password and subject are the name. */
public enum Cast {
    CARLA("Carla Placeholder", Company.EXAMPLECOM, "chair of DMSO"),
    VICTOR("Victor Fictel", Company.FICTEL, "vice-chair of DMSO"),
    SEKRA("Sekra Scribe", Company.FICTEL, "secretary of DMSO"),
    EDDA("Edda Redline", Company.LOREM, "editor in DMSO"),
    DANA("Dana Sample", Company.EXAMPLECOM, "delegate"),
    DEVI("Devi Nonesuch", Company.NOWHERE, "delegate"),
    IPSI("Ipsi Dolor", Company.IPSUM, "delegate"),
    TESSA("Tessa Testbench", null, "test staff"),
    ADA("Ada Office", null, "staff"),
    GUS("Gus Guestling", null, "guest of one meeting"),
    NORA("Nora Nobody", null, "belongs to no member");

    /** Invented member organisations. */
    public enum Company {
        EXAMPLECOM("Examplecom", "strategic"),
        FICTEL("Fictel Networks", "strategic"),
        LOREM("Lorem Devices", "essential"),
        NOWHERE("Nowhere Metering", "essential"),
        IPSUM("Ipsum Cloud", "associate");

        private final String title;
        private final String level;

        Company(String title, String level) {
            this.title = title;
            this.level = level;
        }

        public String title() {
            return title;
        }

        public String level() {
            return level;
        }

        public UUID id() {
            return stableId("organization/" + name());
        }
    }

    private final String fullName;
    private final @Nullable Company company;
    private final String role;

    Cast(String fullName, @Nullable Company company, String role) {
        this.fullName = fullName;
        this.company = company;
        this.role = role;
    }

    public String fullName() {
        return fullName;
    }

    public @Nullable Company company() {
        return company;
    }

    public String role() {
        return role;
    }

    /** Account name, password and subject at the provider. */
    public String account() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String email() {
        return account() + "@" + (company == null ? "rostrum" : company.name().toLowerCase(Locale.ROOT)) + ".example";
    }

    /** The personal access token of the local run and of the tests. */
    public String token() {
        return "rostrum-local-" + account();
    }

    public UUID id() {
        return stableId("person/" + name());
    }

    /** Whether the portal knows them as a person; nora signs in, and that is all. */
    public boolean known() {
        return this != NORA;
    }

    /** The same identifier in every run, so that addresses noted in a script go on working. */
    public static UUID stableId(String name) {
        return UUID.nameUUIDFromBytes(("rostrum/" + name).getBytes(StandardCharsets.UTF_8));
    }
}

package org.rostrum.access;

import static org.rostrum.testing.Cast.ADA;
import static org.rostrum.testing.Cast.CARLA;
import static org.rostrum.testing.Cast.DANA;
import static org.rostrum.testing.Cast.DEVI;
import static org.rostrum.testing.Cast.EDDA;
import static org.rostrum.testing.Cast.GUS;
import static org.rostrum.testing.Cast.IPSI;
import static org.rostrum.testing.Cast.NORA;
import static org.rostrum.testing.Cast.SEKRA;
import static org.rostrum.testing.Cast.TESSA;
import static org.rostrum.testing.Cast.VICTOR;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.rostrum.testing.Cast;

/**
 * The table "Who may do what" of the field, written down a second time and person by person, so that neither the portal's
 * table nor what is read from it can be changed without somebody saying so here.
 */
@SuppressWarnings("ImmutableEnumChecker") // filled while it is made, and only read afterwards
enum TheTable {
    /** DMSO: open to members. Chair carla, vice-chair victor, secretary sekra, editor edda; gus is invited; dana writes. */
    MEMBERS {
        @Override
        void fill() {
            Set<Cast> delegates = EnumSet.of(CARLA, VICTOR, SEKRA, EDDA, DANA, DEVI, IPSI);
            row(Act.READ, delegates, GUS, TESSA, ADA);
            row(Act.FOLLOW, delegates, GUS, TESSA, ADA);
            row(Act.TAKE_PART, delegates, GUS, TESSA, ADA);
            row(Act.CONTRIBUTE, delegates, ADA);
            row(Act.DISCUSS, delegates, ADA);
            row(Act.COMMENT_MINUTES, delegates, ADA);
            row(Act.OBJECT, delegates);
            row(Act.VOTE, delegates);
            row(Act.REVISE, DANA, CARLA);
            row(Act.WITHDRAW, DANA, CARLA, VICTOR, SEKRA, ADA);
            row(Act.RUN_FLOOR, CARLA, VICTOR);
            row(Act.RECORD_DISPOSITION, CARLA, VICTOR, SEKRA, ADA);
            row(Act.EDIT_AGENDA, CARLA, VICTOR, SEKRA, ADA);
            row(Act.PUBLISH_AGENDA, CARLA, VICTOR, ADA);
            row(Act.WRITE_MINUTES, CARLA, VICTOR, SEKRA);
            row(Act.APPROVE_MINUTES, CARLA, VICTOR);
            row(Act.PUBLISH_MINUTES, ADA);
            row(Act.RECORD_ATTENDANCE, CARLA, VICTOR, SEKRA, ADA);
            row(Act.APPOINT, CARLA, VICTOR, ADA);
            row(Act.INVITE_GUEST, delegates, ADA);
            row(Act.CALL_MEETING, CARLA, VICTOR, ADA);
        }
    },
    /** CITY: for those in it. Chair victor, participant devi; gus is invited; devi writes. */
    GROUP {
        @Override
        void fill() {
            row(Act.READ, VICTOR, DEVI, GUS, ADA);
            row(Act.FOLLOW, VICTOR, DEVI, GUS, ADA);
            row(Act.TAKE_PART, VICTOR, DEVI, GUS, ADA);
            row(Act.CONTRIBUTE, VICTOR, DEVI, ADA);
            row(Act.DISCUSS, VICTOR, DEVI, ADA);
            row(Act.COMMENT_MINUTES, VICTOR, DEVI, ADA);
            row(Act.OBJECT, VICTOR, DEVI);
            row(Act.VOTE, VICTOR, DEVI);
            row(Act.REVISE, DEVI);
            row(Act.WITHDRAW, DEVI, VICTOR, ADA);
            row(Act.RUN_FLOOR, VICTOR);
            row(Act.RECORD_DISPOSITION, VICTOR, ADA);
            row(Act.EDIT_AGENDA, VICTOR, ADA);
            row(Act.PUBLISH_AGENDA, VICTOR, ADA);
            row(Act.WRITE_MINUTES, VICTOR);
            row(Act.APPROVE_MINUTES, VICTOR);
            row(Act.PUBLISH_MINUTES, ADA);
            row(Act.RECORD_ATTENDANCE, VICTOR, ADA);
            row(Act.APPOINT, VICTOR, ADA);
            row(Act.INVITE_GUEST, VICTOR, DEVI, ADA);
            row(Act.CALL_MEETING, VICTOR, ADA);
        }
    },
    /** A group whose documents are public. Chair victor; nobody is invited; dana writes. */
    PUBLIC {
        @Override
        void fill() {
            Set<Cast> delegates = EnumSet.of(CARLA, VICTOR, SEKRA, EDDA, DANA, DEVI, IPSI);
            row(Act.READ, delegates, GUS, TESSA, ADA, NORA);
            row(Act.FOLLOW, delegates, TESSA, ADA);
            row(Act.TAKE_PART, delegates, TESSA, ADA);
            row(Act.CONTRIBUTE, delegates, ADA);
            row(Act.DISCUSS, delegates, ADA);
            row(Act.COMMENT_MINUTES, delegates, ADA);
            row(Act.OBJECT, delegates);
            row(Act.VOTE, delegates);
            row(Act.REVISE, DANA, CARLA);
            row(Act.WITHDRAW, DANA, CARLA, VICTOR, ADA);
            row(Act.RUN_FLOOR, VICTOR);
            row(Act.RECORD_DISPOSITION, VICTOR, ADA);
            row(Act.EDIT_AGENDA, VICTOR, ADA);
            row(Act.PUBLISH_AGENDA, VICTOR, ADA);
            row(Act.WRITE_MINUTES, VICTOR);
            row(Act.APPROVE_MINUTES, VICTOR);
            row(Act.PUBLISH_MINUTES, ADA);
            row(Act.RECORD_ATTENDANCE, VICTOR, ADA);
            row(Act.APPOINT, VICTOR, ADA);
            row(Act.INVITE_GUEST, delegates, ADA);
            row(Act.CALL_MEETING, VICTOR, ADA);
        }
    };

    private final Map<Act, Set<Cast>> rows = new EnumMap<>(Act.class);

    TheTable() {
        fill();
    }

    abstract void fill();

    void row(Act act, Cast... able) {
        row(act, EnumSet.noneOf(Cast.class), able);
    }

    void row(Act act, Set<Cast> able, Cast... others) {
        Set<Cast> all = EnumSet.copyOf(able.isEmpty() ? EnumSet.noneOf(Cast.class) : able);
        all.addAll(Set.of(others));
        rows.put(act, all);
    }

    Set<Cast> able(Act act) {
        return Objects.requireNonNull(rows.get(act), () -> "nothing is written down about " + act);
    }

    /** Whether also somebody who is not signed in. */
    boolean visitors(Act act) {
        return this == PUBLIC && act == Act.READ;
    }
}

package org.rostrum.organizations;

import org.rostrum.shared.BodySettings;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Sees to it that an empty portal has somebody who lets the others in. */
@Component
class FirstStaff implements ApplicationRunner {

    private final BodySettings body;
    private final People people;

    FirstStaff(BodySettings body, People people) {
        this.body = body;
        this.people = people;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (body.firstStaff() != null) {
            people.beginWith(body.firstStaff());
        }
    }
}

package org.rostrum.shared.web;

import java.util.Map;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatusCode;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.ModelAndView;

/** Why a form was refused: beside the field where it has that field, at its top otherwise. The form is the model's "form". */
public final class Told {

    private Told() {}

    public static ModelAndView again(Refusal refusal, BindingResult problems, ModelAndView form) {
        if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
            throw refusal;
        }
        if (refusal.fields().isEmpty()) {
            problems.reject("", String.valueOf(refusal.getMessage()));
        }
        for (Map.Entry<String, String> told : refusal.fields().entrySet()) {
            problems.rejectValue(told.getKey(), "", told.getValue());
        }
        form.addObject(BindingResult.MODEL_KEY_PREFIX + "form", problems);
        form.setStatus(HttpStatusCode.valueOf(refusal.reason().status()));
        return form;
    }
}

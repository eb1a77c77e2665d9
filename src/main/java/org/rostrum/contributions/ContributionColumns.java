package org.rostrum.contributions;

import jakarta.persistence.AttributeConverter;
import org.jspecify.annotations.Nullable;

/** The database writes the field's own words, such as "pCR", which are no names of Java constants. */
final class ContributionColumns {

    private ContributionColumns() {}

    static class OfType implements AttributeConverter<ContributionType, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable ContributionType type) {
            return type == null ? null : type.code();
        }

        @Override
        public @Nullable ContributionType convertToEntityAttribute(@Nullable String code) {
            return code == null ? null : ContributionType.of(code);
        }
    }

    static class OfPurpose implements AttributeConverter<Purpose, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Purpose purpose) {
            return purpose == null ? null : purpose.label();
        }

        @Override
        public @Nullable Purpose convertToEntityAttribute(@Nullable String label) {
            return label == null ? null : Purpose.of(label);
        }
    }
}

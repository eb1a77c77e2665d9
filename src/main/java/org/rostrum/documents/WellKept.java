package org.rostrum.documents;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;

/** Settings that name a bucket wherever documents go to one; each that is missing is named, with what it must be. */
@Constraint(validatedBy = WellKept.Check.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface WellKept {

    String message() default "must say where documents are kept";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Check implements ConstraintValidator<WellKept, DocumentSettings> {

        @Override
        public boolean isValid(DocumentSettings settings, ConstraintValidatorContext context) {
            context.disableDefaultConstraintViolation();
            S3Settings s3 = settings.s3();
            boolean used = settings.store() == DocumentStore.S3 || s3.bucket() != null;
            boolean well = true;
            if (used && s3.bucket() == null) {
                well = wrong(
                        context, "bucket", "must name the bucket that documents go to, because the store is set to s3");
            }
            if (used && s3.region() == null) {
                well = wrong(context, "region", "must name the region of the bucket, such as eu-central-1");
            }
            if (s3.endpoint() != null && !isAddress(s3.endpoint())) {
                well = wrong(
                        context, "endpoint", "must be the address of an S3 server, such as https://s3.example.org");
            }
            if ((s3.accessKey() == null) != (s3.secretKey() == null)) {
                well = wrong(
                        context,
                        s3.accessKey() == null ? "accessKey" : "secretKey",
                        "must be set together with the other key, or neither of them");
            }
            return well;
        }

        private static boolean isAddress(URI uri) {
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        }

        private static boolean wrong(ConstraintValidatorContext context, String field, String message) {
            context.buildConstraintViolationWithTemplate(message)
                    .addPropertyNode("s3")
                    .addPropertyNode(field)
                    .addConstraintViolation();
            return false;
        }
    }
}

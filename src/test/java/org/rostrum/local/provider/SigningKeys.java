package org.rostrum.local.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Objects;

/** The provider's RS256 key, kept in a file: what it signed before a restart is still valid after it. */
final class SigningKeys {

    private SigningKeys() {}

    static JWKSet keptIn(Path file) {
        try {
            if (Files.exists(file)) {
                return JWKSet.load(file.toFile());
            }
            JWKSet keys = new JWKSet(new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate());
            write(file, keys.toString(false));
            return keys;
        } catch (JOSEException | ParseException | IOException e) {
            throw new IllegalStateException("The provider's key in " + file + " cannot be used; delete the file.", e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = Files.createDirectories(
                Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Path fresh = Files.createTempFile(folder, "keys", ".json");
        if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(fresh, text);
        Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}

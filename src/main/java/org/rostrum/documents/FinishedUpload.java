package org.rostrum.documents;

import java.io.InputStream;
import org.springframework.core.io.InputStreamSource;

/**
 * A file that has arrived in whole and that nobody has looked at yet.
 *
 * @param name as the sender calls it
 * @param content read piece by piece as it is asked for
 */
public record FinishedUpload(String name, InputStreamSource content) implements InputStreamSource {

    @Override
    public InputStream getInputStream() throws java.io.IOException {
        return content.getInputStream();
    }
}

package org.rostrum.contributions;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.documents.FileSize;

/**
 * What packages there are, before anybody takes one.
 *
 * @param untaken what no package brought the reader before; null where none has
 * @param takenAt when the last package reached them whole; null where none has
 * @param items of the agenda, in its order, those with documents only
 */
public record PackageOffer(
        Sum all, @Nullable Sum untaken, @Nullable Instant takenAt, List<ItemSum> items) {

    /** How much there is. */
    public record Sum(int documents, long bytes) {

        static final Sum NOTHING = new Sum(0, 0);

        Sum plus(Sum other) {
            return new Sum(documents + other.documents, bytes + other.bytes);
        }

        /** "312 documents, 84 MB". */
        public String inWords() {
            return (documents == 1 ? "1 document, " : documents + " documents, ") + FileSize.inWords(bytes);
        }

        public String sizeInWords() {
            return FileSize.inWords(bytes);
        }
    }

    /** An item with all that is below it. */
    public record ItemSum(AgendaPlace place, int depth, Sum sum) {}
}

package org.rostrum.discussions.web;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.discussions.Readings.Reading;
import org.rostrum.discussions.ThreadId;
import org.rostrum.discussions.ThreadView;
import org.rostrum.discussions.ThreadView.Kind;

/**
 * The threads of a meeting as the room lists them.
 *
 * @param silent how many contributions are not listed, because nobody has talked about them
 * @param readUpTo the highest number that the reader has read in any of them; 0 before the first
 * @param gone of items that are no longer on the agenda, by the number and title they had last
 */
record ThreadTree(
        Node meeting,
        List<Node> items,
        List<Node> gone,
        List<Node> offline,
        List<Node> contributions,
        int silent,
        long readUpTo) {

    /** The meeting's own thread; its name stands above all of them already. */
    static final String WHOLE_MEETING = "Whole meeting";

    private static final int MUCH = 30;

    /** A thread, what is unread in it, and the threads of the agenda items under its item. */
    record Node(ThreadView thread, int unread, List<Node> children) {

        public String title() {
            return thread.kind() == Kind.MEETING ? WHOLE_MEETING : thread.title();
        }

        private Stream<Node> andBelow() {
            return Stream.concat(Stream.of(this), children.stream().flatMap(Node::andBelow));
        }

        private Node forEverybody() {
            return new Node(
                    thread.still(), 0, children.stream().map(Node::forEverybody).toList());
        }
    }

    static ThreadTree of(List<ThreadView> threads, Map<ThreadId, Reading> readings, int silent) {
        List<Node> items = new ArrayList<>();
        List<Node> gone = new ArrayList<>();
        List<Node> offline = new ArrayList<>();
        List<Node> contributions = new ArrayList<>();
        List<Node> meeting = new ArrayList<>();
        Deque<Node> path = new ArrayDeque<>();
        for (ThreadView thread : threads) {
            Node node = new Node(
                    thread, readings.getOrDefault(thread.id(), Reading.NEVER).unread(), new ArrayList<>());
            switch (thread.kind()) {
                case MEETING -> meeting.add(node);
                case OFFLINE -> offline.add(node);
                case CONTRIBUTION -> contributions.add(node);
                case AGENDA_ITEM -> {
                    if (thread.gone()) {
                        gone.add(node);
                    } else {
                        place(node, path, items);
                    }
                }
            }
        }
        return new ThreadTree(
                meeting.getFirst(),
                items,
                gone,
                offline,
                contributions,
                silent,
                readings.values().stream().mapToLong(Reading::upTo).max().orElse(0));
    }

    /** Under the item that it is part of, of which the path leads to the last one placed. */
    private static void place(Node node, Deque<Node> path, List<Node> items) {
        while (!path.isEmpty() && !isUnder(node, path.getLast())) {
            path.removeLast();
        }
        (path.isEmpty() ? items : path.getLast().children()).add(node);
        path.addLast(node);
    }

    private static boolean isUnder(Node item, Node other) {
        return item.thread().number() != null
                && other.thread().number() != null
                && item.thread().number().startsWith(other.thread().number() + ".");
    }

    /** All of them. */
    Stream<Node> nodes() {
        return Stream.of(List.of(meeting), items, gone, offline, contributions)
                .flatMap(List::stream)
                .flatMap(Node::andBelow);
    }

    /** The same without what the reader has read of it, and what each message changes. */
    ThreadTree forEverybody() {
        return new ThreadTree(
                meeting.forEverybody(),
                forEverybody(items),
                forEverybody(gone),
                forEverybody(offline),
                forEverybody(contributions),
                silent,
                0);
    }

    private static List<Node> forEverybody(List<Node> nodes) {
        return nodes.stream().map(Node::forEverybody).toList();
    }

    /** The thread of the item that the room is on, if it is on one. */
    public @Nullable Node now() {
        return items.stream()
                .flatMap(Node::andBelow)
                .filter(node -> node.thread().now())
                .findFirst()
                .orElse(null);
    }

    /** Whether so much is new that a summary helps. */
    public boolean muchMissed() {
        return readUpTo > 0 && unread() >= MUCH;
    }

    public int unread() {
        return nodes().mapToInt(Node::unread).sum();
    }
}

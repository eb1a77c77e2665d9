package org.rostrum.agendas.web;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.rostrum.agendas.AgendaEntry;

/** An item with those below it, as nested lists show them. */
record AgendaNode(AgendaEntry item, List<AgendaNode> children) {

    static List<AgendaNode> tree(List<AgendaEntry> entries) {
        List<AgendaNode> roots = new ArrayList<>();
        Deque<AgendaNode> path = new ArrayDeque<>();
        for (AgendaEntry entry : entries) {
            while (path.size() > entry.depth()) {
                path.pop();
            }
            AgendaNode node = new AgendaNode(entry, new ArrayList<>());
            (path.isEmpty() ? roots : path.element().children()).add(node);
            path.push(node);
        }
        return roots;
    }
}

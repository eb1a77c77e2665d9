package org.rostrum.agendas.outputs;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * A paragraph of notes, of which the markup is gone and the lists are left.
 *
 * @param level how deep in lists; 0 outside of them
 * @param marker "•" or "2." where a list's entry begins; empty in other paragraphs
 */
record NoteBlock(int level, String marker, String text) {

    /** As on pages: what is nested deeper becomes part of this level. */
    private static final int MAX_NESTING = 20;

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(AutolinkExtension.create(), TablesExtension.create()))
            .maxOpenBlockParsers(MAX_NESTING)
            .build();

    static List<NoteBlock> of(String markdown) {
        if (markdown.isBlank()) {
            return List.of();
        }
        var reduction = new Reduction();
        PARSER.parse(markdown).accept(reduction);
        return reduction.blocks;
    }

    private static final class Reduction extends AbstractVisitor {

        private final List<NoteBlock> blocks = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int level;
        private int number;
        private boolean ordered;
        private String marker = "";

        private void end() {
            String said = text.toString().strip();
            if (!said.isEmpty()) {
                blocks.add(new NoteBlock(level, marker, said));
                marker = "";
            }
            text.setLength(0);
        }

        @Override
        public void visit(Paragraph paragraph) {
            visitChildren(paragraph);
            end();
        }

        @Override
        public void visit(Heading heading) {
            visitChildren(heading);
            end();
        }

        @Override
        public void visit(BulletList list) {
            within(list, false, 0);
        }

        @Override
        public void visit(OrderedList list) {
            Integer start = list.getMarkerStartNumber();
            within(list, true, start == null ? 1 : start);
        }

        private void within(Node list, boolean counted, int from) {
            boolean outerOrdered = ordered;
            int outerNumber = number;
            ordered = counted;
            number = from;
            level++;
            visitChildren(list);
            level--;
            ordered = outerOrdered;
            number = outerNumber;
        }

        @Override
        public void visit(ListItem item) {
            marker = ordered ? number++ + "." : "•";
            visitChildren(item);
            end();
            marker = "";
        }

        @Override
        public void visit(FencedCodeBlock code) {
            text.append(code.getLiteral());
            end();
        }

        @Override
        public void visit(IndentedCodeBlock code) {
            text.append(code.getLiteral());
            end();
        }

        @Override
        public void visit(HtmlBlock html) {
            text.append(html.getLiteral());
            end();
        }

        @Override
        public void visit(HtmlInline html) {
            text.append(html.getLiteral());
        }

        @Override
        public void visit(Text said) {
            text.append(said.getLiteral());
        }

        @Override
        public void visit(Code code) {
            text.append(code.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak lineBreak) {
            text.append('\n');
        }

        @Override
        public void visit(HardLineBreak lineBreak) {
            text.append('\n');
        }

        /** On paper nothing can be clicked, so an address is said. */
        @Override
        public void visit(Link link) {
            int start = text.length();
            visitChildren(link);
            String address = link.getDestination().replaceFirst("^mailto:", "");
            if (!text.substring(start).equals(address)) {
                text.append(" <").append(address).append('>');
            }
        }

        @Override
        public void visit(CustomNode node) {
            visitChildren(node);
            if (node instanceof TableCell && node.getNext() != null) {
                text.append(" | ");
            } else if (node instanceof TableRow) {
                end();
            }
        }
    }
}

package org.rostrum.web;

import org.jspecify.annotations.Nullable;

/** What the layout shows around the main part of a page. */
public interface PageFrame {

    /** The model's attribute. */
    String ATTRIBUTE = "frame";

    /** For forms and scripts; null for a visitor who only reads, because to ask for a token begins a session. */
    @Nullable String token();

    /** Whether all that is shown is invented, which every page then says. */
    boolean sampleData();

    /** In whose name the reader acts; empty where in their own. */
    Markup acting();

    /** @param section that of the navigation which the page belongs to; empty for none */
    Markup bar(String section);

    Markup foot();
}

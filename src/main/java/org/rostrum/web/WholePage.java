package org.rostrum.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.spring6.view.ThymeleafView;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** A page that is encoded at once: the server's own writer takes each of 60,000 characters by itself. */
public class WholePage extends ThymeleafView {

    private static final int USUAL_LENGTH = 64 * 1024;

    @Override
    protected void renderFragment(
            @Nullable Set<String> fragments,
            Map<String, ?> model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws Exception {
        Held held = new Held(response);
        super.renderFragment(fragments, model, request, held);
        write(held.page.toString(), response);
    }

    static void write(String html, HttpServletResponse response) throws IOException {
        byte[] page = html.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    /** Keeps what is written until all of it is there. */
    private static final class Held extends HttpServletResponseWrapper {

        private final StringWriter page = new StringWriter(USUAL_LENGTH);

        Held(HttpServletResponse response) {
            super(response);
        }

        @Override
        public PrintWriter getWriter() {
            return new PrintWriter(page);
        }

        @Override
        public void flushBuffer() {
            // There is more to come.
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Pages {

        @Autowired
        void areWhole(ThymeleafViewResolver views) {
            views.setViewClass(WholePage.class);
        }
    }
}

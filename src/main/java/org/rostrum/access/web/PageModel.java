package org.rostrum.access.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.BodySettings;
import org.rostrum.web.ReaderZone;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.servlet.view.UrlBasedViewResolver;

/**
 * What the layout of every page needs to know. Put beside what the controller said once it has spoken: an advice would be
 * asked before each request, those of programs too, which have no layout.
 */
@Configuration(proxyBeanMethods = false)
class PageModel implements WebMvcConfigurer, HandlerInterceptor {

    private final CurrentViewer current;
    private final BodySettings body;

    PageModel(CurrentViewer current, BodySettings body) {
        this.current = current;
        this.body = body;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        // What an error is about may be that nobody can be asked who this is.
        if (page == null || redirects(page) || request.getDispatcherType() == DispatcherType.ERROR) {
            return;
        }
        page.getModelMap()
                .addAttribute("viewer", current.of(request))
                .addAttribute("sampleData", body.sampleData())
                .addAttribute("bodyZone", body.timeZone())
                .addAttribute("bodyName", body.name())
                .addAttribute("readerZone", ReaderZone.of(request));
    }

    /** What stands in the model of a redirect would become part of its address. */
    private static boolean redirects(ModelAndView page) {
        View view = page.getView();
        String name = page.getViewName();
        return view instanceof RedirectView
                || (name != null && name.startsWith(UrlBasedViewResolver.REDIRECT_URL_PREFIX));
    }
}
